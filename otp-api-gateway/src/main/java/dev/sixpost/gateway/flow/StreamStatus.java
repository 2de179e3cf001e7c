package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.view.Watches;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.Json;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * {@code GET /v1/{application}/otp/{id}/events}: the status as server-sent events, one per change, until the challenge is
 * over. So many listeners at a time, three quarters of them of one application, each for an hour at most.
 */
public final class StreamStatus implements Handler {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration AT_MOST = Duration.ofHours(1);

    private final Statuses statuses;
    private final Watches watches;
    private final BrokerClock clock;
    private final Semaphore room;
    private final Shares shares;

    public StreamStatus(Statuses statuses, Watches watches, BrokerClock clock, int maxStreams, MeterRegistry registry) {
        this.statuses = statuses;
        this.watches = watches;
        this.clock = clock;
        this.room = new Semaphore(maxStreams);
        this.shares = new Shares(maxStreams - maxStreams / 4);
        Gauge.builder("otp.gateway.streams", room, free -> maxStreams - free.availablePermits())
                .description("Open event streams")
                .register(registry);
    }

    @Override
    public Response handle(Request request) {
        String id = request.value("id");
        String application = request.value("application");
        if (room.availablePermits() == 0 || !shares.hasRoom(application)) {
            throw new Refused(Problem.unavailable());
        }
        Status known = statuses.of(request);
        if (known.over() && request.fields().all("last-event-id").equals(List.of(known.name()))) {
            // A browser comes back after each end of a stream, until it is answered this.
            return Response.empty(204);
        }
        return Response.events(sink -> {
            if (!take(application)) {
                // Somebody else took the last place a moment ago; the listener comes back.
                sink.write("retry: 5000\n\n");
                return;
            }
            try {
                play(application, id, known, sink);
            } finally {
                room.release();
                shares.leave(application);
            }
        });
    }

    private boolean take(String application) {
        if (!shares.take(application)) {
            return false;
        }
        if (!room.tryAcquire()) {
            shares.leave(application);
            return false;
        }
        return true;
    }

    private void play(String application, String id, Status known, Response.Sink sink)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + AT_MOST.toNanos();
        String told = json(known);
        sink.write("retry: 2000\n\n" + event(known.name(), told));
        while (System.nanoTime() < end && !watches.isClosed()) {
            Optional<String> challenge = statuses.challengeId(id);
            try (Watches.Watch watch =
                    watches.on(challenge.map(found -> List.of(id, found)).orElse(List.of(id)))) {
                // Asked again now that it is watched: nothing falls between asking and watching.
                Optional<Status> status = statuses.find(application, id);
                if (status.isEmpty()) {
                    return;
                }
                String now = json(status.get());
                sink.write(now.equals(told) ? ": alive\n\n" : event(status.get().name(), now));
                told = now;
                if (status.get().over()) {
                    return;
                }
                if (statuses.challengeId(id).equals(challenge)) {
                    watch.await(patience(status.get()));
                }
            }
        }
    }

    private static String json(Status status) {
        return Json.STRICT.writeValueAsString(status.body());
    }

    /** Under the name of the status as its id, which is the same on every gateway. */
    private static String event(String id, String json) {
        return "id: " + id + "\nevent: status\ndata: " + json + "\n\n";
    }

    private Duration patience(Status status) {
        Instant changesAt = status.changesAt();
        if (changesAt == null) {
            return HEARTBEAT;
        }
        Duration left = Duration.between(clock.now(), changesAt).plusMillis(1);
        return left.compareTo(HEARTBEAT) < 0 ? left : HEARTBEAT;
    }
}
