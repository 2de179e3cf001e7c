package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.mailer.mail.Samples;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.EmailRequested;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlanTest {
    private static final Instant NOW = Samples.NOW;
    private static final Key KEY = Keys.parse(Keys.fresh(Entropy.secure())).current();
    private static final EmailRequested REQUEST = Samples.request();
    private static final ApplicationConfigured APPLICATION = Samples.application("{\"id\":\"acme\",\"name\":\"Acme\"}");

    @Test
    void aCompleteRequestIsSent() {
        assertThat(plan(0, false, Optional.of(APPLICATION), Optional.of(KEY)))
                .isEqualTo(new Plan.Send(APPLICATION, KEY));
    }

    @Test
    void nothingIsSentFromTheMomentOfExpiry() {
        Plan plan = Plan.of(REQUEST, 0, false, REQUEST.expiresAt(), Optional.of(APPLICATION), Optional.of(KEY));
        assertThat(plan).isEqualTo(new Plan.GiveUp("expired"));
    }

    @Test
    void theLastDeliveryIsForwardedInsteadOfSent() {
        assertThat(plan(3, true, Optional.of(APPLICATION), Optional.of(KEY)))
                .isEqualTo(new Plan.Postpone(true, "delivery-limit"));
    }

    @Test
    void anUnknownApplicationMayBeOnItsWayOnceAndIsGivenUpThen() {
        assertThat(plan(0, false, Optional.empty(), Optional.of(KEY))).isInstanceOf(Plan.Postpone.class);
        assertThat(plan(1, false, Optional.empty(), Optional.of(KEY)))
                .isEqualTo(new Plan.GiveUp("unknown-application"));
    }

    @Test
    void aSwitchedOffApplicationSendsNothing() {
        ApplicationConfigured off = Samples.application("{\"id\":\"acme\",\"name\":\"Acme\",\"enabled\":false}");
        assertThat(plan(0, false, Optional.of(off), Optional.of(KEY)))
                .isEqualTo(new Plan.GiveUp("application-disabled"));
    }

    @Test
    void aMissingKeyIsWaitedForHoweverOften() {
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(plan(attempt, false, Optional.of(APPLICATION), Optional.empty()))
                    .isEqualTo(new Plan.Postpone(false, "key-missing"));
        }
    }

    private static Plan plan(
            int attempt, boolean last, Optional<ApplicationConfigured> application, Optional<Key> key) {
        return Plan.of(REQUEST, attempt, last, NOW, application, key);
    }
}
