package dev.sixpost.mailer;

import dev.sixpost.kit.kafka.CompactedTail;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.life.Loop;
import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Addresses that were erased, by subject, the newest of them: mails that were asked for before are dropped. Read from the
 * beginning of the topic, so that a restart forgets none. Safe for many threads.
 */
final class Erasures implements AutoCloseable {
    private static final int MOST = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, Instant> erasedAt = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    private final CompactedTail tail;
    private final Loop loop;

    private Erasures(KafkaClients clients) {
        this.tail = new CompactedTail(clients, Topic.SIGNALS, this::apply);
        this.loop = Loop.start("mailer-erasures", tail);
    }

    /** Returns once what was there has been read, after 20 s at most. */
    static Erasures start(KafkaClients clients) {
        Erasures erasures = new Erasures(clients);
        erasures.tail.awaitCaughtUp(PATIENCE);
        return erasures;
    }

    /** Whether what was there at the start has been read, as soon as it has or {@code patience} is over. */
    boolean readWithin(Duration patience) {
        return tail.caughtUpWithin(patience);
    }

    /** Whether the address of a mail that was asked for then has been erased since. */
    boolean cover(EmailRequested request, Instant askedAt) {
        synchronized (erasedAt) {
            if (erasedAt.isEmpty()) {
                return false;
            }
            Instant erased = erasedAt.get(Subject.of(request.application(), request.email()));
            return erased != null && askedAt.isBefore(erased);
        }
    }

    Optional<String> trouble() {
        return tail.caughtUp() ? loop.trouble() : Optional.of("not read to the end yet");
    }

    Optional<String> stall() {
        return loop.stall();
    }

    private void apply(ConsumerRecord<byte[], byte[]> found) {
        if (EventCodec.decode(found) instanceof Decoded.Read read
                && read.envelope().event() instanceof AddressErased erased) {
            synchronized (erasedAt) {
                erasedAt.put(Subject.of(erased.application(), erased.email()), Instant.ofEpochMilli(found.timestamp()));
            }
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
