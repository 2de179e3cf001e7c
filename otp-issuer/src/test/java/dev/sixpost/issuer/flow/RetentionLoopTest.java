package dev.sixpost.issuer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.store.Retention;
import dev.sixpost.kit.life.Loop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RetentionLoopTest {
    private static final long BOUND_SECONDS = 20;

    private final AtomicInteger sweeps = new AtomicInteger();

    /** A pass that lasted as long as the backlog would have the orchestrator end a process that works. */
    @Test
    @Timeout(BOUND_SECONDS)
    void aBacklogIsDeletedPortionByPortionAPassEach() throws Exception {
        RetentionLoop loop = loop(() -> Retention.ROWS);
        loop.once();
        assertThat(sweeps).hasValue(1);
        loop.once();
        assertThat(sweeps).hasValue(2);
    }

    @Test
    @Timeout(BOUND_SECONDS)
    void whereNothingIsLeftAPassEndsSoonAndDeletesNothing() throws Exception {
        RetentionLoop loop = loop(() -> Retention.ROWS - 1);
        loop.once();
        loop.once();
        assertThat(sweeps).hasValue(1);
    }

    @Test
    @Timeout(BOUND_SECONDS)
    void aBacklogThatNeverEndsHoldsNoStopUp() throws Exception {
        CountDownLatch some = new CountDownLatch(3);
        Loop loop = Loop.start("test", loop(() -> {
            some.countDown();
            return Retention.ROWS;
        }));
        assertThat(some.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();

        loop.close();

        assertThat(loop.trouble()).contains("stopped");
    }

    private RetentionLoop loop(IntSupplier portion) {
        return new RetentionLoop(
                () -> {
                    sweeps.incrementAndGet();
                    return portion.getAsInt();
                },
                Duration.ZERO,
                new IssuerMeters(new SimpleMeterRegistry()));
    }
}
