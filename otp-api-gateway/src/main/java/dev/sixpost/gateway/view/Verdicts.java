package dev.sixpost.gateway.view;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.schemas.Verdict;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts that somebody waits for, by the id of the command. One that does not belong to what was asked is left out,
 * and the wait goes on.
 */
public final class Verdicts {
    private static final int MAX_GIVEN_UP = 10_000;

    private final Watchdog watchdog;
    private final Map<String, List<Pending>> pending = new ConcurrentHashMap<>();
    private final Set<String> givenUp = Collections.synchronizedSet(Collections.newSetFromMap(new GivenUp()));

    public Verdicts(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    /** Several may wait for one command: a caller that repeats itself. */
    public Pending expect(String commandId, Predicate<Verdict> belongs) {
        Pending one = new Pending(commandId, belongs);
        pending.compute(commandId, (id, waiting) -> {
            List<Pending> all = waiting == null ? new CopyOnWriteArrayList<>() : waiting;
            all.add(one);
            return all;
        });
        return one;
    }

    /** Called by the one thread that reads the results. */
    Optional<Dropped> arrived(String commandId, Verdict verdict) {
        List<Pending> waiting = pending.get(commandId);
        if (waiting == null) {
            return givenUp.remove(commandId) ? Optional.of(Dropped.LATE) : Optional.empty();
        }
        boolean foreign = false;
        for (Pending one : waiting) {
            foreign |= !one.offer(verdict);
        }
        return foreign ? Optional.of(Dropped.FOREIGN) : Optional.empty();
    }

    /** One wait; to be closed by whoever waits. */
    public final class Pending implements AutoCloseable {
        private final String commandId;
        private final Predicate<Verdict> belongs;
        private final Bell bell = new Bell(watchdog);
        private volatile @Nullable Verdict verdict;

        private Pending(String commandId, Predicate<Verdict> belongs) {
            this.commandId = commandId;
            this.belongs = belongs;
        }

        private boolean offer(Verdict offered) {
            if (!belongs.test(offered)) {
                return false;
            }
            if (verdict == null) {
                verdict = offered;
            }
            bell.ring();
            return true;
        }

        /** Empty where the time is up, or where it was woken before a verdict came. */
        public Optional<Verdict> await(Duration patience) throws InterruptedException {
            bell.await(patience);
            return Optional.ofNullable(verdict);
        }

        /** Ends the wait. */
        public void wake() {
            bell.ring();
        }

        @Override
        public void close() {
            if (verdict == null) {
                givenUp.add(commandId);
            }
            pending.computeIfPresent(commandId, (id, waiting) -> {
                waiting.remove(this);
                return waiting.isEmpty() ? null : waiting;
            });
        }
    }

    private static final class GivenUp extends LinkedHashMap<String, Boolean> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_GIVEN_UP;
        }
    }
}
