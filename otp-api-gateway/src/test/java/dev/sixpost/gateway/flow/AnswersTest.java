package dev.sixpost.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.view.RequestState;
import dev.sixpost.gateway.view.View;
import dev.sixpost.gateway.view.Watches;
import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final RequestState ASKED = asked("ada@example.com");

    private final BrokerClock clock = new BrokerClock();
    private final Watches watches = new Watches(new Watchdog("unused"));
    private final View view = new View(10, watches);
    private final Answers answers = new Answers(view, watches, clock);

    @Test
    void anAnswerIsNotOlderThanAKeyLives() throws InterruptedException {
        rejected(clock.now().minus(Duration.ofHours(25)));
        try (Answers.Asking asking = answers.ask("r1", ASKED)) {
            assertThat(asking.known()).isEmpty();
            assertThat(asking.await(_ -> true, () -> false, System.nanoTime())).isEmpty();

            rejected(clock.now().minus(Duration.ofMinutes(5)));
            assertThat(asking.known()).isPresent();
            assertThat(asking.await(_ -> true, () -> false, System.nanoTime())).isPresent();
        }
    }

    @Test
    void anAnswerIsAboutWhatIsAskedFor() {
        rejected(clock.now());
        try (Answers.Asking asking = answers.ask("r1", asked("bob@example.com"))) {
            assertThat(asking.known()).isEmpty();
        }
    }

    @Test
    void nobodyWaitsForWhatCannotCome() throws InterruptedException {
        try (Answers.Asking asking = answers.ask("r1", ASKED)) {
            long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
            assertThat(asking.await(_ -> true, () -> true, deadline)).isEmpty();
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private void rejected(Instant at) {
        OtpRejected event =
                new OtpRejected("acme", "ada@example.com", Purpose.SIGNUP, "r1", "idempotency-mismatch", null);
        assertThat(view.outcome(event, "e1", at)).isEmpty();
    }

    private static RequestState asked(String email) {
        return RequestState.of("acme", EmailAddress.parse(email).orElseThrow(), Purpose.SIGNUP);
    }
}
