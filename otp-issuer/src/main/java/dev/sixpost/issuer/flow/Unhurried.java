package dev.sixpost.issuer.flow;

import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reports of mails that were sent, until they are answered: nobody waits for one, and each would cost a transaction. So they
 * wait a moment for a record that somebody does wait for. Fewer than {@link #ENOUGH} are kept. For one thread.
 */
final class Unhurried {
    static final int ENOUGH = 500;

    private static final Duration AT_MOST = Duration.ofMillis(200);

    private final List<ConsumerRecord<byte[], byte[]>> kept = new ArrayList<>();
    private long sinceNanos;

    /** Keeps what was found, if all of it can wait with what is kept already. */
    boolean keep(List<ConsumerRecord<byte[], byte[]>> found, long nowNanos) {
        if (kept.isEmpty()) {
            sinceNanos = nowNanos;
        }
        boolean canWait = nowNanos - sinceNanos < AT_MOST.toNanos()
                && kept.size() + found.size() < ENOUGH
                && found.stream().allMatch(one -> EventCodec.names(one, EmailSent.class));
        if (canWait) {
            kept.addAll(found);
        }
        return canWait;
    }

    /** What was kept and then what was found, in the order of each partition; nothing is kept any more. */
    List<ConsumerRecord<byte[], byte[]>> leaveWith(List<ConsumerRecord<byte[], byte[]>> found) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(kept);
        all.addAll(found);
        kept.clear();
        return all;
    }

    /** For how long to wait for company; as long as {@code otherwise} where nothing is kept. */
    Duration patience(Duration otherwise, long nowNanos) {
        if (kept.isEmpty()) {
            return otherwise;
        }
        Duration left = AT_MOST.minusNanos(nowNanos - sinceNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    /** Positions go back to before them. */
    void clear() {
        kept.clear();
    }
}
