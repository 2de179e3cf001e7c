package dev.sixpost.issuer.decide;

/** Where a request lies. */
public record Position(Source source, int partition, long offset) {}
