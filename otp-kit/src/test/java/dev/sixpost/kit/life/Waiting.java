package dev.sixpost.kit.life;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A pass that waits until it is woken. */
final class Waiting implements Loop.Body {
    private final CountDownLatch woken = new CountDownLatch(1);

    @Override
    public void once() throws InterruptedException {
        await(woken, 2);
    }

    @Override
    public void wake() {
        woken.countDown();
    }

    /** Longer than anybody who stops a service waits. */
    static void forever() {
        try {
            await(new CountDownLatch(1), 60);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch, long seconds) throws InterruptedException {
        boolean ignored = latch.await(seconds, TimeUnit.SECONDS);
    }
}
