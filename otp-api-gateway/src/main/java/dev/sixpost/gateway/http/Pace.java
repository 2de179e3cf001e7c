package dev.sixpost.gateway.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets what an application asks for near its limit go on in groups, once a second: a request among a hundred costs a part of
 * what it costs by itself, and those who share the machine wait for one group and not all the time. Which groups go when
 * is spread over the second by their names.
 */
public final class Pace {
    private static final int MAX_REMEMBERED = 10_000;

    private final LongSupplier nanoTime;
    private final Map<String, Course> courses = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Course> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    public Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long this request waits for the others of its group; a second at most. */
    public Duration wait(String application, int perMinute) {
        long now = nanoTime.getAsLong();
        Course course;
        synchronized (courses) {
            course = courses.getOrDefault(application, Course.fresh(perMinute, now))
                    .after(perMinute, now);
            courses.put(application, course);
        }
        return course.isNearLimit(now) ? untilGroup(application, perMinute, now) : Duration.ZERO;
    }

    private static Duration untilGroup(String application, int perMinute, long now) {
        long period = Course.period(perMinute);
        return Duration.ofNanos(period - Math.floorMod(now + application.hashCode() * 1_000L, period));
    }

    /** How many are remembered. */
    int remembered() {
        synchronized (courses) {
            return courses.size();
        }
    }

    /** More than four fifths of the limit, for longer than a second's worth of it lasts, and then for five seconds more. */
    private record Course(TokenBucket calm, long nearLimitUntil) {
        private static final long SECOND = 1_000_000_000L;
        private static final int SECONDS_PER_MINUTES_WORTH = 75;
        private static final int LEAST_BURST = 20;
        private static final int MOST_IN_A_GROUP = 500;

        private static Course fresh(int perMinute, long now) {
            return new Course(TokenBucket.full(burst(perMinute), now), now);
        }

        private static int burst(int perMinute) {
            return Math.max(LEAST_BURST, perMinute / 60);
        }

        private static long period(int perMinute) {
            return Math.min(SECOND, 60 * SECOND / perMinute * MOST_IN_A_GROUP);
        }

        private Course after(int perMinute, long now) {
            TokenBucket left = calm.take(now, perMinute / SECONDS_PER_MINUTES_WORTH + 1, burst(perMinute));
            return new Course(left, left.refused() ? now + 5 * SECOND : nearLimitUntil);
        }

        private boolean isNearLimit(long now) {
            return nearLimitUntil - now > 0;
        }
    }
}
