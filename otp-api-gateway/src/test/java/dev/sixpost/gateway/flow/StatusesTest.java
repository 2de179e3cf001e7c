package dev.sixpost.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.http.FloodGate;
import dev.sixpost.gateway.http.Pace;
import dev.sixpost.gateway.view.Handovers;
import dev.sixpost.gateway.view.View;
import dev.sixpost.gateway.view.Watches;
import dev.sixpost.kit.address.AddressPolicy;
import dev.sixpost.kit.address.DisposableDomains;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.Purpose;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusesTest {
    private static final Instant T = Instant.parse("2026-11-20T10:00:00Z");

    private final View view = new View(3, new Watches(new Watchdog("unused")));
    private final Statuses statuses = new Statuses(
            new Admission(
                    _ -> Optional.empty(),
                    new FloodGate(System::nanoTime),
                    new Pace(System::nanoTime),
                    new AddressPolicy(DisposableDomains.shipped(), Set.of())),
            view,
            new Handovers(),
            new Secrets(Keys.parse(Keys.fresh(Entropy.secure()))),
            new BrokerClock());

    /** It would be "issued" for ever. */
    @Test
    void aRequestWhoseChallengeIsForgottenIsNotFound() {
        see("r1", "c1", T);
        see("r2", "c1", T.plusSeconds(60));
        assertThat(statuses.find("acme", "r2")).isPresent();

        see("r3", "c3", T.plusSeconds(61));

        assertThat(view.request("r2")).isPresent();
        assertThat(statuses.find("acme", "r2")).isEmpty();
        assertThat(statuses.find("acme", "r3")).isPresent();
    }

    private void see(String requestId, String challengeId, Instant at) {
        OtpIssued event = new OtpIssued(
                "acme",
                requestId.equals("r3") ? "bob@example.com" : "ada@example.com",
                Purpose.LOGIN,
                requestId,
                challengeId,
                T.plusSeconds(600),
                null,
                at.plusSeconds(60),
                6,
                5,
                requestId.equals("r2"));
        assertThat(view.outcome(event, "event-" + requestId, at)).isEmpty();
    }
}
