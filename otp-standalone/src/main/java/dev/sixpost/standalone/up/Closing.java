package dev.sixpost.standalone.up;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be closed, last started first; also while something is still starting. */
final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean closed;

    /** Ends one part; does not throw for what is already ended. */
    interface Step {
        void close();
    }

    /** Remembers how to end a part; ends it at once where everything is being closed already. */
    void then(Step step) {
        synchronized (this) {
            if (!closed) {
                steps.push(step);
                return;
            }
        }
        step.close();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        for (Step step = next(); step != null; step = next()) {
            try {
                step.close();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("a part did not stop as it should");
            }
        }
    }

    private synchronized @Nullable Step next() {
        return steps.poll();
    }
}
