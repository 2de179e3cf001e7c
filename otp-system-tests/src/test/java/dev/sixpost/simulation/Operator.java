package dev.sixpost.simulation;

import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.LockEnded;
import dev.sixpost.schemas.Topic;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Ends locks by the issuer's route: the verifier is told, then the tables. Repeats what failed. */
final class Operator extends Actor {
    private @Nullable Mailbox wanted;
    private int ended;
    private Instant told = Instant.EPOCH;

    Operator(World world) {
        super("operator", world);
    }

    /** Notices an address that is locked. */
    void look() {
        List<Mailbox> locked = world.tables.counters.locked();
        if (wanted == null && !locked.isEmpty()) {
            wanted = world.oneOf(locked);
        }
    }

    @Override
    void begin() {
        Mailbox mailbox = wanted;
        if (mailbox == null) {
            return;
        }
        if (world.is(Fault.UNLOCKED_TABLES_FIRST)) {
            then(
                    "notes the end of a lock",
                    () -> world.tables.unlock(mailbox, Instant.ofEpochMilli(world.broker.now())));
            then("ends a lock", () -> tell(mailbox));
        } else {
            then("ends a lock", () -> tell(mailbox));
            then("notes the end of a lock", () -> world.tables.unlock(mailbox, told));
        }
        then("is done", () -> wanted = null);
    }

    private void tell(Mailbox mailbox) {
        ended++;
        LockEnded event = new LockEnded(mailbox.application(), mailbox.email());
        ProducerRecord<byte[], byte[]> record = EventCodec.encode(
                Topic.VERIFICATIONS,
                mailbox.subject(),
                new Envelope<>("ended-" + ended, event, "/operator", Instant.EPOCH, null, null));
        told = Instant.ofEpochMilli(world.broker.append(record, null).timestamp());
    }

    @Override
    void interrupted() {}

    @Override
    void forget() {}

    @Override
    void heartbeat() {}
}
