package dev.sixpost.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.gateway.http.FloodGate;
import dev.sixpost.gateway.http.Pace;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.view.Handovers;
import dev.sixpost.gateway.view.RequestState;
import dev.sixpost.gateway.view.View;
import dev.sixpost.gateway.view.Watches;
import dev.sixpost.kit.address.AddressPolicy;
import dev.sixpost.kit.address.DisposableDomains;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.Purpose;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamBoundsTest {
    private static final Request ASKED = asked("acme", "r1");

    private final View view = new View(1_000, new Watches(new Watchdog("unused")));
    private final Secrets secrets = new Secrets(Keys.parse("k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
    private final Statuses statuses = new Statuses(
            new Admission(
                    id -> Optional.of(ApplicationSettings.complete(
                            Json.LENIENT.readTree("{\"id\":\"" + id + "\",\"name\":\"Acme\"}"))),
                    new FloodGate(System::nanoTime),
                    new Pace(System::nanoTime),
                    new AddressPolicy(DisposableDomains.shipped(), Set.of())),
            view,
            new Handovers(),
            secrets,
            new BrokerClock());
    private final StreamStatus streams = new StreamStatus(
            statuses, new Watches(new Watchdog("unused")), new BrokerClock(), 1, new SimpleMeterRegistry());

    private Response.Stream open() {
        return open(streams, ASKED);
    }

    private static Response.Stream open(StreamStatus streams, Request asked) {
        return (Response.Stream) streams.handle(asked);
    }

    private static Request asked(String application, String id) {
        return new Request(
                "GET",
                Map.of("application", application, "id", id),
                "",
                _ -> List.of(),
                () -> new byte[0],
                "127.0.0.1",
                "00-0");
    }

    /** Invariant I14. */
    @Test
    void whoeverWaitsForOneApplicationLeavesRoomForAnother() throws Exception {
        view.accepted("r1", new RequestState("acme", "s", Purpose.SIGNUP, "a"), Instant.now());
        view.accepted("r2", new RequestState("other", "s", Purpose.SIGNUP, "a"), Instant.now());
        StreamStatus four = new StreamStatus(
                statuses, new Watches(new Watchdog("unused")), new BrokerClock(), 4, new SimpleMeterRegistry());
        CountDownLatch listening = new CountDownLatch(3);
        CountDownLatch leaving = new CountDownLatch(1);
        List<Response.Stream> admitted = List.of(open(four, ASKED), open(four, ASKED), open(four, ASKED));
        List<Thread> listeners = admitted.stream()
                .map(one -> Thread.ofVirtual().start(() -> listen(one, listening, leaving)))
                .toList();
        assertThat(listening.await(10, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> open(four, ASKED))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.problem().type()).isEqualTo(ProblemType.UNAVAILABLE));
        CountDownLatch alsoListening = new CountDownLatch(1);
        Response.Stream others = open(four, asked("other", "r2"));
        Thread other = Thread.ofVirtual().start(() -> listen(others, alsoListening, leaving));
        assertThat(alsoListening.await(10, TimeUnit.SECONDS)).isTrue();

        leaving.countDown();
        for (Thread listener : listeners) {
            assertThat(listener.join(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(other.join(Duration.ofSeconds(10))).isTrue();
        assertThat(open(four, ASKED)).isNotNull();
    }

    @Test
    void oneListenerMoreThanThereIsRoomForIsTurnedAwayUntilAnotherLeaves() throws Exception {
        view.accepted("r1", new RequestState("acme", "s", Purpose.SIGNUP, "a"), Instant.now());
        CountDownLatch listening = new CountDownLatch(1);
        CountDownLatch leaving = new CountDownLatch(1);
        Response.Stream first = open();
        Response.Stream alsoAdmitted = open();
        Thread listener = Thread.ofVirtual().start(() -> listen(first, listening, leaving));
        assertThat(listening.await(10, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.problem().type()).isEqualTo(ProblemType.UNAVAILABLE));
        StringBuilder told = new StringBuilder();
        alsoAdmitted.script().play(told::append);
        assertThat(told).hasToString("retry: 5000\n\n");

        leaving.countDown();
        assertThat(listener.join(Duration.ofSeconds(10))).isTrue();
        assertThat(open()).isNotNull();
    }

    @Test
    void whoeverKnowsHowItEndedIsToldThatNothingMoreComes() throws Exception {
        OtpRejected rejected = new OtpRejected("acme", "ada@example.com", Purpose.SIGNUP, "r1", "rate-limited", null);
        assertThat(view.outcome(rejected, "e1", Instant.now())).isEmpty();
        StringBuilder told = new StringBuilder();
        open().script().play(told::append);
        assertThat(told).contains("id: rejected\nevent: status\ndata: {");

        assertThat(streams.handle(again("rejected")).status()).isEqualTo(204);
        assertThat(streams.handle(again("issued")).status()).isEqualTo(200);
    }

    private static Request again(String lastEventId) {
        return new Request(
                "GET",
                ASKED.values(),
                "",
                field -> field.equals("last-event-id") ? List.of(lastEventId) : List.of(),
                ASKED.body(),
                ASKED.client(),
                ASKED.traceparent());
    }

    /** Issued a moment ago that is a second short of too long; the first sign of life without news would end it. */
    @Test
    void whoListensIsToldThatAMailIsDelayedOnceNothingWasHeardOfItForTooLong() {
        Instant at = Instant.now().minusSeconds(14);
        assertThat(view.outcome(issued(at), "event", at)).isEmpty();
        StringBuilder told = new StringBuilder();

        assertThatThrownBy(() -> open().script().play(text -> {
                    told.append(text);
                    if (text.contains("delayed") || told.indexOf("alive") < told.lastIndexOf("alive")) {
                        throw new IOException("heard enough");
                    }
                }))
                .isInstanceOf(IOException.class);
        assertThat(told.toString()).contains("\"delivery\":\"pending\"").contains("\"delivery\":\"delayed\"");
    }

    private static OtpIssued issued(Instant at) {
        return new OtpIssued(
                "acme",
                "ada@example.com",
                Purpose.SIGNUP,
                "r1",
                "c1",
                at.plusSeconds(600),
                null,
                at.plusSeconds(60),
                6,
                5,
                false);
    }

    /** Hears the first line, stays a while, and breaks the connection. */
    private static void listen(Response.Stream stream, CountDownLatch listening, CountDownLatch leaving) {
        try {
            stream.script().play(text -> {
                listening.countDown();
                try {
                    leaving.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IOException("gone");
            });
        } catch (IOException | InterruptedException e) {
            // As planned.
        }
    }
}
