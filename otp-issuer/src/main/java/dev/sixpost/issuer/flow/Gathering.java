package dev.sixpost.issuer.flow;

import dev.sixpost.kit.kafka.BrokerClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a pass takes: the more records share a pair of transactions the less each costs. What was asked for while the batch
 * before was being answered is there at once, and with the next few polls; what had to be waited for comes alone, and what
 * nobody waits for waits for it.
 */
final class Gathering {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration GATHER = Duration.ofMillis(1);
    private static final int GATHERED_POLLS = 3;
    private static final int ENOUGH = 500;

    private final BrokerClock clock;

    Gathering(BrokerClock clock) {
        this.clock = clock;
    }

    /**
     * What is to be answered now: nothing where nothing came, where all of it can wait, or where partitions changed hands
     * while something was in hand; then positions are ahead, and all of it is read anew.
     */
    List<ConsumerRecord<byte[], byte[]>> next(Session session) {
        Unhurried unhurried = session.unhurried();
        long asked = System.nanoTime();
        List<ConsumerRecord<byte[], byte[]>> found = poll(session, unhurried.patience(POLL, asked));
        boolean piledUp = System.nanoTime() - asked < GATHER.toNanos();
        if (found.isEmpty() && unhurried.isEmpty()) {
            session.learnWhatIsPublished();
            session.published().noteNow();
            return List.of();
        }
        session.positionsAreAhead();
        if (!unhurried.isEmpty() && session.assignmentChanged()) {
            return List.of();
        }
        session.learnWhatIsPublished();
        if (piledUp && !gather(session, found)) {
            return List.of();
        }
        if (unhurried.keep(found, System.nanoTime())) {
            session.answered();
            return List.of();
        }
        return unhurried.leaveWith(found);
    }

    /** False where partitions changed hands meanwhile. */
    private boolean gather(Session session, List<ConsumerRecord<byte[], byte[]>> found) {
        for (int more = 0; more < GATHERED_POLLS && found.size() < ENOUGH; more++) {
            List<ConsumerRecord<byte[], byte[]>> next = poll(session, GATHER);
            if (session.assignmentChanged()) {
                return false;
            }
            if (next.isEmpty()) {
                return true;
            }
            found.addAll(next);
        }
        return true;
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(Session session, Duration patience) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> one : session.consumer().poll(patience)) {
            clock.observe(one.timestamp());
            found.add(one);
        }
        return found;
    }
}
