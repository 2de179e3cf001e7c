package dev.sixpost.kit.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class LoopTest {
    private static final long BOUND_SECONDS = 10;

    @Test
    void doesTheSameThingUntilItIsClosed() throws Exception {
        CountDownLatch thrice = new CountDownLatch(3);
        Loop loop = Loop.start("test", waiting(thrice::countDown));

        assertThat(thrice.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.trouble()).isEmpty();
        assertThat(loop.stall()).isEmpty();
        loop.close();
        assertThat(loop.trouble()).contains("stopped");
        assertThat(loop.stall()).isEmpty();
    }

    @Test
    void aPassMayTakeAsLongAsTheBodySays() throws Exception {
        assertThat(stallOfAPassWith(Duration.ofMinutes(2))).isEmpty();
        assertThat(stallOfAPassWith(Duration.ZERO)).contains("no pass has ended for PT0S");
    }

    private static Optional<String> stallOfAPassWith(Duration patience) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        try (Loop loop = Loop.start("test", new Loop.Body() {
            @Override
            public void once() {
                begun.countDown();
                awaitQuietly(woken);
            }

            @Override
            public Duration patience() {
                return patience;
            }

            @Override
            public void wake() {
                woken.countDown();
            }
        })) {
            assertThat(begun.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
            return loop.stall();
        }
    }

    @Test
    void aPassThatThrowsIsTroubleUntilOneSucceeds() throws Exception {
        AtomicInteger passes = new AtomicInteger();
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch mayRecover = new CountDownLatch(1);
        CountDownLatch recovered = new CountDownLatch(2);
        try (Loop loop = Loop.start("test", waiting(() -> {
            if (passes.incrementAndGet() == 1) {
                throw new IllegalStateException("canary@example.com", new IOException("canary@example.com"));
            }
            failed.countDown();
            awaitQuietly(mayRecover);
            recovered.countDown();
        }))) {
            assertThat(failed.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(loop.trouble()).contains("IllegalStateException for IOException");
            mayRecover.countDown();
            assertThat(recovered.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(loop.trouble()).isEmpty();
        }
    }

    @Test
    void failuresAreFollowedByPauses() throws Exception {
        AtomicInteger passes = new AtomicInteger();
        CountDownLatch some = new CountDownLatch(3);
        long started = System.nanoTime();
        try (Loop loop = Loop.start("test", () -> {
            passes.incrementAndGet();
            some.countDown();
            throw new IllegalStateException("no");
        })) {
            assertThat(some.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(loop.stall()).isEmpty();
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);

        assertThat(millis).isGreaterThanOrEqualTo(300);
        assertThat(passes.get()).isLessThan(10);
    }

    @Test
    void closingWakesAWaitAndEndsThroughTheLastStepOnItsOwnThread() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        String[] last = new String[1];
        Loop loop = Loop.start("the-loop", new Loop.Body() {
            @Override
            public void once() throws InterruptedException {
                waiting.countDown();
                assertThat(woken.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
            }

            @Override
            public void wake() {
                woken.countDown();
            }

            @Override
            public void stopped() {
                last[0] = Thread.currentThread().getName();
            }
        });
        assertThat(waiting.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();

        loop.close();

        assertThat(last[0]).isEqualTo("the-loop");
    }

    @Test
    void aThreadThatDiesIsNotAlive() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        CountDownLatch running = new CountDownLatch(1);
        Loop loop = Loop.start("test", () -> {
            thread.set(Thread.currentThread());
            Thread.currentThread().setUncaughtExceptionHandler((dead, thrown) -> {});
            running.countDown();
            throw new AssertionError("beyond repair");
        });
        assertThat(running.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(thread.get().join(Duration.ofSeconds(BOUND_SECONDS))).isTrue();

        assertThat(loop.stall()).contains("died");
        loop.close();
    }

    private static Loop.Body waiting(Runnable pass) {
        CountDownLatch closed = new CountDownLatch(1);
        return new Loop.Body() {
            @Override
            public void once() throws InterruptedException {
                pass.run();
                boolean ended = closed.await(1, TimeUnit.MILLISECONDS);
                assertThat(ended || closed.getCount() > 0).isTrue();
            }

            @Override
            public void wake() {
                closed.countDown();
            }
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
