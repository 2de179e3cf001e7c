package dev.sixpost.verifier.stream;

import dev.sixpost.verifier.codec.BrokenStateException;
import dev.sixpost.verifier.codec.StateCodec;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Removes what is finished, a bounded number of entries at a time, going round and round. One per task. */
final class Sweep {
    private static final int ENTRIES = 2_000;

    private @Nullable Bytes next;

    /** How many were removed. Time is that of the log, so that no clock of ours decides. */
    int pass(KeyValueStore<Bytes, byte[]> store, long streamTime) {
        List<Bytes> finished = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(next, null)) {
            next = null;
            for (int seen = 0; entries.hasNext(); seen++) {
                if (seen == ENTRIES) {
                    next = entries.peekNextKey();
                    break;
                }
                KeyValue<Bytes, byte[]> entry = entries.next();
                if (isFinished(entry.value, streamTime)) {
                    finished.add(entry.key);
                }
            }
        }
        finished.forEach(store::delete);
        return finished.size();
    }

    /** What cannot be read stays, for whoever finds out why. */
    private static boolean isFinished(byte[] stored, long streamTime) {
        try {
            return StateCodec.finishedAt(stored) <= streamTime;
        } catch (BrokenStateException e) {
            return false;
        }
    }
}
