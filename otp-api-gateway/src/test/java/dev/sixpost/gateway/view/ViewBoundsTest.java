package dev.sixpost.gateway.view;

import static dev.sixpost.gateway.view.Ada.APP;
import static dev.sixpost.gateway.view.Ada.SUBJECT;
import static dev.sixpost.gateway.view.Ada.T;
import static dev.sixpost.gateway.view.Ada.incorrect;
import static dev.sixpost.gateway.view.Ada.issued;
import static dev.sixpost.gateway.view.Ada.sent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewBoundsTest {
    private final View view = new View(1_000, new Watches(new Watchdog("unused")));

    private ChallengeState challenge(String id) {
        return view.challenge(id).orElseThrow();
    }

    /** Topics are read side by side, and the past is read after the present. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void eventsInAnyOrderAndTwiceComeToTheSame(long seed) {
        List<Runnable> events = new ArrayList<>();
        events.add(() -> view.outcome(issued("r1", "c1", false), "e1", T));
        events.add(() -> view.delivery(sent("r1", "c1"), SUBJECT, "d1", T.plusSeconds(1)));
        events.add(() -> view.verdict(incorrect("c1", 4), "c1", SUBJECT, "v1", T.plusSeconds(2)));
        events.add(() -> view.outcome(issued("r2", "c1", true), "e2", T.plusSeconds(60)));
        events.add(() -> view.delivery(sent("r2", "c1"), SUBJECT, "d2", T.plusSeconds(61)));
        events.add(() -> view.outcome(issued("r3", "c2", false), "e3", T.plusSeconds(120)));
        events.add(() -> view.delivery(sent("r3", "c2"), SUBJECT, "d3", T.plusSeconds(121)));
        events.addAll(List.copyOf(events));
        Collections.shuffle(events, new Random(seed));
        events.forEach(Runnable::run);

        ChallengeState first = challenge("c1");
        assertThat(first.progress()).isEqualTo(Progress.SUPERSEDED);
        assertThat(first.delivery(T)).isEqualTo(DeliveryState.SENT);
        assertThat(first.attemptsRemaining()).isEqualTo(4);
        assertThat(first.timeline().stream().map(TimelineEntry::event))
                .containsExactly("issued", "sent", "code-incorrect", "resent", "sent", "superseded");
        assertThat(challenge("c2").progress()).isEqualTo(Progress.LIVE);
        assertThat(challenge("c2").delivery(T)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void theStoryIsBounded() {
        view.outcome(issued("r1", "c1", false), "e1", T);
        for (int i = 0; i < 500; i++) {
            view.outcome(issued("s" + i, "c1", true), "es" + i, T.plusSeconds(i));
        }
        assertThat(challenge("c1").timeline()).hasSize(40);
        assertThat(challenge("c1").timeline().getFirst().event()).isEqualTo("issued");
        assertThat(challenge("c1").timeline().getLast().at()).isEqualTo(T.plusSeconds(499));
    }

    @Test
    void anAnswerToTheOldestWhileANewOneIsAcceptedKeepsTheBound() throws InterruptedException {
        int max = 10;
        int requests = 100_000;
        View small = new View(max, new Watches(new Watchdog("unused")));
        AtomicInteger accepted = new AtomicInteger();
        Thread accepting = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < requests; i++) {
                small.accepted("r" + i, Ada.asked(APP, Ada.EMAIL), T);
                accepted.incrementAndGet();
            }
        });
        for (int seen = 0; seen < requests; seen = accepted.get()) {
            OtpRejected late = new OtpRejected(APP, Ada.EMAIL, Purpose.SIGNUP, "r" + (seen - max), "stale", null);
            small.outcome(late, "e", T);
        }
        accepting.join();

        assertThat(small.size()).isLessThanOrEqualTo(max);
    }

    @Test
    void theOldestAreForgottenBeyondTheBoundAndAfterADay() {
        for (int i = 0; i < 5_000; i++) {
            view.outcome(issued(APP, "u" + i + "@example.com", "r" + i, "c" + i, false), "e" + i, T.plusMillis(i));
        }
        assertThat(view.size()).isLessThanOrEqualTo(1_000);
        assertThat(view.request("r4999")).isPresent();
        assertThat(view.request("r0")).isEmpty();
        assertThat(view.codeLength(APP, Subject.of(APP, "u0@example.com"), Purpose.SIGNUP))
                .isEmpty();

        Instant nextDay = T.plus(Duration.ofHours(25));
        for (int i = 0; i < 20; i++) {
            view.outcome(issued(APP, "n" + i + "@example.com", "n" + i, "m" + i, false), "x" + i, nextDay);
        }
        assertThat(view.size()).isEqualTo(40);
    }
}
