package dev.sixpost.issuer.store;

/** A partition of a topic that requests come from; the topic's id, because one that was created anew counts from zero. */
public record Partition(String topicId, int number) {}
