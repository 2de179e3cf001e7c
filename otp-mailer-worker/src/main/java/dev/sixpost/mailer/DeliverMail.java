package dev.sixpost.mailer;

import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.DeadLetters;
import dev.sixpost.mailer.Conclusion.Awaiting;
import dev.sixpost.mailer.Conclusion.Delayed;
import dev.sixpost.mailer.Conclusion.Delivered;
import dev.sixpost.mailer.Conclusion.Failed;
import dev.sixpost.mailer.mail.Composer;
import dev.sixpost.mailer.mail.OutgoingMail;
import dev.sixpost.mailer.mail.Unrenderable;
import dev.sixpost.mailer.smtp.RelaySettings;
import dev.sixpost.mailer.smtp.Relays;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One record of {@code otp.emails}: read, decided, sent, and told to {@code otp.deliveries}. When {@link #deliver}
 * returns, the record needs nothing more and may be acknowledged. Safe for many threads.
 */
final class DeliverMail {
    static final String SERVICE = "otp-mailer-worker";

    private static final Logger LOG = LoggerFactory.getLogger(DeliverMail.class);

    /** Of value and headers: an EmailRequested has well under 4 KiB, and each move through the delayed topic adds to it. */
    private static final int MAX_BYTES = 64 * 1024;

    private final Function<String, Optional<ApplicationConfigured>> applications;
    private final Erasures erasures;
    private final Keys keys;
    private final Composer composer;
    private final Relays relays;
    private final Publisher publisher;
    private final BrokerClock clock;
    private final MailerMetrics metrics;
    private final Memory memory = new Memory();

    DeliverMail(
            Function<String, Optional<ApplicationConfigured>> applications,
            Erasures erasures,
            Keys keys,
            Composer composer,
            Relays relays,
            Publisher publisher,
            BrokerClock clock,
            MailerMetrics metrics) {
        this.applications = applications;
        this.erasures = erasures;
        this.keys = keys;
        this.composer = composer;
        this.relays = relays;
        this.publisher = publisher;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** {@code lastDelivery}: the broker would drop the record if this delivery failed. */
    void deliver(ConsumerRecord<byte[], byte[]> found, boolean lastDelivery) throws InterruptedException {
        clock.observe(found.timestamp());
        switch (read(found)) {
            case Decoded.Tombstone _ -> metrics.tombstone();
            case Decoded.Unreadable(String reason) -> bury(found, reason);
            case Decoded.Read(Envelope<?> envelope) -> {
                if (envelope.event() instanceof EmailRequested request) {
                    conclude(found, envelope.with(request), lastDelivery);
                } else {
                    bury(found, "unexpected-type");
                }
            }
        }
    }

    /** What is larger than a mail's record ever is could be too large for the topics it is moved to. */
    static Decoded read(ConsumerRecord<byte[], byte[]> found) {
        long bytes = found.value() == null ? 0 : found.value().length;
        for (Header header : found.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes > MAX_BYTES ? new Decoded.Unreadable("too-large") : EventCodec.decode(found);
    }

    private void conclude(
            ConsumerRecord<byte[], byte[]> found, Envelope<EmailRequested> requested, boolean lastDelivery)
            throws InterruptedException {
        int attempt = Attempt.of(found.headers());
        int tries = Attempt.tries(found.headers());
        Conclusion conclusion = memory.once(requested.id(), attempt, () -> attempt(requested, tries, lastDelivery));
        ApplicationConfigured application =
                applications.apply(requested.event().application()).orElse(null);
        String messageId = composer.messageId(requested.id(), application);
        publisher.publish(DeliveryEvents.of(found, requested, attempt, messageId, conclusion, clock.now()));
        metrics.concluded(conclusion, Duration.between(Instant.ofEpochMilli(found.timestamp()), clock.now()));
        log(requested, attempt, conclusion);
    }

    private Conclusion attempt(Envelope<EmailRequested> requested, int tries, boolean lastDelivery)
            throws InterruptedException {
        EmailRequested request = requested.event();
        if (erasures.cover(request, requested.time())) {
            return new Failed(null, null, "erased", false);
        }
        Instant now = clock.now();
        Plan plan = Plan.of(
                request,
                tries,
                lastDelivery,
                now,
                applications.apply(request.application()),
                keys.find(request.keyId()));
        return switch (plan) {
            case Plan.GiveUp(String reason) -> new Failed(null, null, reason, false);
            case Plan.Postpone(boolean soon, String why) -> {
                LOG.atWarn()
                        .addKeyValue("application", request.application())
                        .addKeyValue("requestId", request.requestId())
                        .addKeyValue("why", why)
                        .log("mail is postponed before it is tried");
                yield Conclusion.delayed(null, null, soon ? 0 : tries, now, request.expiresAt());
            }
            case Plan.Send send -> send(requested, tries, send);
        };
    }

    private Conclusion send(Envelope<EmailRequested> requested, int tries, Plan.Send send) throws InterruptedException {
        EmailRequested request = requested.event();
        String relay = RelaySettings.name(send.application().smtp());
        if (!relays.has(relay)) {
            metrics.unknownRelay();
            LOG.atWarn()
                    .addKeyValue("application", request.application())
                    .log("the relay this application names is not configured here; the default one is used");
        }
        Optional<Relays.Attempt> tried = relays.send(
                relay, () -> compose(requested, send), () -> Duration.between(clock.now(), request.expiresAt()));
        return Conclusion.of(tried, tries, relays.away(relay), clock.now(), request.expiresAt());
    }

    private OutgoingMail compose(Envelope<EmailRequested> requested, Plan.Send send) throws Unrenderable {
        EmailRequested request = requested.event();
        try {
            return composer.compose(requested.id(), request, send.application(), send.key(), clock.now());
        } catch (Unrenderable e) {
            LOG.atError()
                    .addKeyValue("application", request.application())
                    .addKeyValue("requestId", request.requestId())
                    .addKeyValue("why", e.getMessage())
                    .log("mail cannot be rendered");
            throw e;
        }
    }

    private void bury(ConsumerRecord<byte[], byte[]> found, String reason) throws InterruptedException {
        publisher.publish(List.of(DeadLetters.of(found, SERVICE, reason)));
        metrics.buried(reason);
        LOG.atWarn()
                .addKeyValue("partition", found.partition())
                .addKeyValue("offset", found.offset())
                .addKeyValue("reason", reason)
                .log("record went to the dead letters");
    }

    private static void log(Envelope<EmailRequested> requested, int attempt, Conclusion conclusion) {
        String what = switch (conclusion) {
            case Delivered _ -> "mail was handed to the relay";
            case Delayed _ -> "mail is tried again later";
            case Awaiting _ -> "mail waits for its relay";
            case Failed _ -> "mail is given up";
        };
        LOG.atLevel(level(conclusion))
                .addKeyValue("application", requested.event().application())
                .addKeyValue("requestId", requested.event().requestId())
                .addKeyValue("attempt", attempt)
                .addKeyValue("conclusion", conclusion)
                .log(what);
    }

    /** What went well, and what waits for a relay that is said to be away, has a line of its own for those who look for one. */
    private static Level level(Conclusion conclusion) {
        return switch (conclusion) {
            case Delivered _, Awaiting _ -> Level.DEBUG;
            case Delayed _ -> Level.INFO;
            case Failed failed -> failed.reason().equals(Conclusion.SENDER_REFUSED) ? Level.ERROR : Level.INFO;
        };
    }
}
