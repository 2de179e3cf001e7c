package dev.sixpost.mailer;

import dev.sixpost.kit.kafka.RecordMeters;
import dev.sixpost.mailer.Conclusion.Awaiting;
import dev.sixpost.mailer.Conclusion.Delayed;
import dev.sixpost.mailer.Conclusion.Delivered;
import dev.sixpost.mailer.Conclusion.Failed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the mailer counts. Tags are names of relays and fixed words only. */
final class MailerMetrics {
    private final MeterRegistry registry;
    private final RecordMeters records;

    MailerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.records = new RecordMeters(registry, DeliverMail.SERVICE);
    }

    void concluded(Conclusion conclusion, Duration sinceWritten) {
        switch (conclusion) {
            case Delivered(String relay, int _) -> {
                count("sent", relay, "none");
                Timer.builder("otp.mails.latency")
                        .description("From the record being written to the relay having taken the mail")
                        .publishPercentileHistogram()
                        .register(registry)
                        .record(sinceWritten);
            }
            case Delayed(String relay, Integer _, Tier tier) -> count("delayed", relay, tier.name());
            case Awaiting(Tier tier) -> count("delayed", null, tier.name());
            case Failed(String relay, Integer _, String reason, boolean _) -> count("failed", relay, reason);
        }
    }

    void buried(String reason) {
        records.deadLetter(reason);
    }

    /** Mails of applications that name a relay which this mailer does not have. */
    void unknownRelay() {
        registry.counter("otp.mails.relay.unknown").increment();
    }

    void tombstone() {
        records.tombstone();
    }

    /**
     * Records whose lock was gone before they were acknowledged: each may have become a second mail.
     *
     * @param why Kafka's refusal by name, or {@code not-renewed}
     */
    void lostLocks(int records, String why) {
        registry.counter("otp.mails.locks.lost", "reason", why).increment(records);
    }

    void returned(int records) {
        registry.counter("otp.mails.returned").increment(records);
    }

    void gauge(String name, Supplier<Number> value) {
        registry.gauge(name, value, v -> v.get().doubleValue());
    }

    private void count(String outcome, @Nullable String relay, String detail) {
        registry.counter("otp.mails", "outcome", outcome, "relay", relay == null ? "none" : relay, "detail", detail)
                .increment();
    }
}
