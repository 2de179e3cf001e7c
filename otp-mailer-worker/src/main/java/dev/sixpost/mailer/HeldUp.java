package dev.sixpost.mailer;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many workers wait for a slow mail, and take nothing meanwhile. Safe for many threads. */
final class HeldUp {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition oneMore = lock.newCondition();
    private int workers;

    void more() {
        lock.lock();
        try {
            workers++;
            oneMore.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void fewer() {
        lock.lock();
        try {
            workers--;
        } finally {
            lock.unlock();
        }
    }

    boolean moreThan(int some) {
        lock.lock();
        try {
            return workers > some;
        } finally {
            lock.unlock();
        }
    }

    /** Returns once another one is, or that time is over. */
    void awaitAnother(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            int before = workers;
            long left = atMost.toNanos();
            while (left > 0 && workers <= before) {
                left = oneMore.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
