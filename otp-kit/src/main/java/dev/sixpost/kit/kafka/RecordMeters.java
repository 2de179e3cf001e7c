package dev.sixpost.kit.kafka;

import io.micrometer.core.instrument.MeterRegistry;

/** What every service that reads records counts of them, under one name. A reason is a word as {@link DeadLetters} has it. */
public final class RecordMeters {
    private static final String SERVICE = "service";

    private final MeterRegistry registry;
    private final String service;

    public RecordMeters(MeterRegistry registry, String service) {
        this.registry = registry;
        this.service = service;
    }

    public void deadLetter(String reason) {
        registry.counter("otp.dead.letters", SERVICE, service, "reason", reason).increment();
    }

    public void tombstone() {
        registry.counter("otp.tombstones", SERVICE, service).increment();
    }
}
