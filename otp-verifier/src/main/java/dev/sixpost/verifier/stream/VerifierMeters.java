package dev.sixpost.verifier.stream;

import dev.sixpost.kit.kafka.RecordMeters;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Verdict;
import dev.sixpost.verifier.fold.Folded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What the verifier counts. Tags are words of fixed sets. */
public final class VerifierMeters {
    private final MeterRegistry registry;
    private final RecordMeters records;
    private final Counter comparisons;
    private final Counter retired;
    private final Counter moved;
    private final Counter swept;
    private final Counter restarts;

    public VerifierMeters(MeterRegistry registry) {
        this.registry = registry;
        this.records = new RecordMeters(registry, VerificationProcessor.SERVICE);
        this.comparisons = registry.counter("otp.verifier.comparisons");
        this.retired = registry.counter("otp.verifier.key.retired");
        this.moved = registry.counter("otp.verifier.moved");
        this.swept = registry.counter("otp.verifier.swept");
        this.restarts = registry.counter("otp.verifier.thread.replacements");
    }

    void compared() {
        comparisons.increment();
    }

    void keyRetired() {
        retired.increment();
    }

    void folded(Folded folded) {
        String course = folded.course().name().toLowerCase(Locale.ROOT);
        registry.counter("otp.verifier.records", "course", course).increment();
        Folded.Ruling ruling = folded.ruling();
        if (ruling != null) {
            ruled(ruling.verdict());
        }
    }

    void ruled(Verdict verdict) {
        String outcome = switch (verdict) {
            case OtpVerified verified -> "verified";
            case OtpRefused refused -> refused.reason();
        };
        registry.counter("otp.verifier.verdicts", "outcome", outcome).increment();
    }

    void deadLetter(String reason) {
        records.deadLetter(reason);
    }

    void moved() {
        moved.increment();
    }

    void tombstone() {
        records.tombstone();
    }

    void swept(int count) {
        swept.increment(count);
    }

    void threadReplaced() {
        restarts.increment();
    }
}
