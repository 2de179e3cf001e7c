package dev.sixpost.issuer.decide;

/** Where on {@code otp.requests} a record lies. */
public record Position(int partition, long offset) {}
