package dev.sixpost.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long routes take, by status. Tags are patterns and numbers, never what a caller sent. */
final class EdgeMeters {
    private record Key(String route, int status) {}

    private final MeterRegistry registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    EdgeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    Sample started() {
        return new Sample(Timer.start(registry));
    }

    private Timer timer(Key key) {
        return Timer.builder("otp.gateway.http")
                .description("Requests over HTTP")
                .tag("route", key.route())
                .tag("status", Integer.toString(key.status()))
                .publishPercentileHistogram(false)
                .register(registry);
    }

    /** One request under way. */
    final class Sample {
        private final Timer.Sample running;
        private String route = "none";

        private Sample(Timer.Sample running) {
            this.running = running;
        }

        void route(String name) {
            route = name;
        }

        void answered(int status) {
            running.stop(timers.computeIfAbsent(new Key(route, status), EdgeMeters.this::timer));
        }
    }
}
