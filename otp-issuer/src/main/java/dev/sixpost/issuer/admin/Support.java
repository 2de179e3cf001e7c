package dev.sixpost.issuer.admin;

import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.issuer.store.AddressBook;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.LockEnded;
import dev.sixpost.schemas.SessionRevoked;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * What support does with one address, in the tables and at whoever else holds something of it. Where either fails the
 * caller is told so, and repeats it; doing it twice does no harm.
 */
public final class Support implements AutoCloseable {
    private static final String SOURCE = "/sixpost/issuer";
    private static final long ACKNOWLEDGED_SECONDS = 8;
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final int ID_BYTES = 16;

    /** No session lives longer. */
    private static final Duration LONGEST_SESSION = Duration.ofDays(31);

    private final AddressBook book;
    private final Producer<byte[], byte[]> producer;
    private final BrokerClock clock;
    private final Entropy entropy;

    /** Takes over {@code producer}. */
    public Support(AddressBook book, Producer<byte[], byte[]> producer, BrokerClock clock, Entropy entropy) {
        this.book = book;
        this.producer = producer;
        this.clock = clock;
        this.entropy = entropy;
    }

    Optional<AddressBook.Entry> find(Mailbox mailbox) {
        return book.find(mailbox);
    }

    /**
     * Nothing that is kept or queued speaks of the address from now on, and what is unread will be kept nowhere: by the
     * broker's clock as it is known here, which is behind by one answer of the broker at most.
     */
    void erase(Mailbox mailbox) throws InterruptedException, ExecutionException, TimeoutException {
        book.erase(mailbox, clock.now());
        Instant now = clock.now();
        AddressErased erased = new AddressErased(mailbox.application(), mailbox.email());
        SessionRevoked ended =
                new SessionRevoked(mailbox.application(), mailbox.subject(), now, now.plus(LONGEST_SESSION));
        tell(mailbox, now, Map.of(Topic.VERIFICATIONS, erased, Topic.SIGNALS, erased, Topic.SESSIONS, ended));
    }

    /**
     * The failures of the address count no longer. The verifier first: whatever it called locked until then, by the
     * broker's clock, it says of a lock that is over, also where it is read later.
     */
    void unlock(Mailbox mailbox) throws InterruptedException, ExecutionException, TimeoutException {
        LockEnded ended = new LockEnded(mailbox.application(), mailbox.email());
        book.unlock(mailbox, tell(mailbox, clock.now(), Map.of(Topic.VERIFICATIONS, ended)));
    }

    /** Returns the broker's time of the last of it. */
    private Instant tell(Mailbox mailbox, Instant now, Map<Topic, Event> events)
            throws InterruptedException, ExecutionException, TimeoutException {
        String id = HexFormat.of().formatHex(entropy.bytes(ID_BYTES));
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        events.forEach((topic, event) -> sent.add(producer.send(EventCodec.encode(
                topic,
                mailbox.subject(),
                new Envelope<>(EventId.of(event.getClass(), id), event, SOURCE, now, null, null)))));
        Instant last = Instant.MIN;
        for (Future<RecordMetadata> one : sent) {
            Instant at = Instant.ofEpochMilli(
                    one.get(ACKNOWLEDGED_SECONDS, TimeUnit.SECONDS).timestamp());
            last = at.isAfter(last) ? at : last;
        }
        return last;
    }

    @Override
    public void close() {
        producer.close(LAST_WORDS);
    }
}
