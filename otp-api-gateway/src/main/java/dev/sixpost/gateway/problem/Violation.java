package dev.sixpost.gateway.problem;

/** One fault of a request: where (a JSON pointer; empty for the whole), and what. Never quotes what was sent. */
public record Violation(String pointer, String detail) {}
