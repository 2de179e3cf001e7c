package dev.sixpost.gateway.session;

import dev.sixpost.gateway.token.Session;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.CompactedTail;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.life.Loop;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.SessionRevoked;
import dev.sixpost.schemas.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which sessions were ended, from the compacted topic, in memory: what one instance was told, all know. */
public final class Revocations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_HELD = 500_000;

    private final Revoked revoked = new Revoked(MAX_HELD);
    private final BrokerClock clock;
    private final CompactedTail tail;
    private final Loop loop;

    private Revocations(KafkaClients clients, BrokerClock clock, MeterRegistry registry) {
        this.clock = clock;
        this.tail = new CompactedTail(clients, Topic.SESSIONS, this::take);
        this.loop = Loop.start("revocations", tail);
        Gauge.builder("otp.gateway.revoked", revoked, Revoked::size)
                .description("Ended sessions held in memory")
                .register(registry);
    }

    /** Returns once what was there has been read, after 20 s at most: see {@link #trouble}. */
    public static Revocations start(KafkaClients clients, BrokerClock clock, MeterRegistry registry) {
        Revocations revocations = new Revocations(clients, clock, registry);
        revocations.tail.awaitCaughtUp(PATIENCE);
        return revocations;
    }

    /** Empty until the topic has been read to its end, and while it cannot be read: nobody knows. */
    public Optional<Boolean> isRevoked(Session session) {
        return trouble().isPresent() ? Optional.empty() : Optional.of(revoked.has(session));
    }

    /** Whether that one, by its id, is known to have been ended. */
    public boolean haveEnded(String sessionId) {
        return revoked.has(sessionId);
    }

    private void take(ConsumerRecord<byte[], byte[]> found) {
        if (found.key() != null
                && EventCodec.decode(found) instanceof Decoded.Read(var envelope)
                && envelope.event() instanceof SessionRevoked event
                && event.sessionId().equals(new String(found.key(), StandardCharsets.UTF_8))) {
            remember(event, Instant.ofEpochMilli(found.timestamp()));
        } else if (found.value() != null) {
            LOG.atWarn().addKeyValue("offset", found.offset()).log("a revocation that cannot be read is passed over");
        }
    }

    /** {@code at} by the broker's clock, as the sessions themselves. */
    private void remember(SessionRevoked event, Instant at) {
        Instant longest = event.revokedAt().plus(Sessions.LONGEST);
        Instant until = event.until() == null || event.until().isAfter(longest) ? longest : event.until();
        if (revoked.add(event.sessionId(), at, until, clock.now())) {
            LOG.error("too many ended sessions; the ones that are older than what was forgotten are refused");
        }
    }

    /** For readiness. */
    public Optional<String> trouble() {
        return tail.caughtUp() ? loop.trouble() : Optional.of("not read to the end yet");
    }

    /** For liveness. */
    public Optional<String> stall() {
        return loop.stall();
    }

    @Override
    public void close() {
        loop.close();
    }
}
