package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.mailer.Conclusion.Awaiting;
import dev.sixpost.mailer.Conclusion.Delayed;
import dev.sixpost.mailer.Conclusion.Delivered;
import dev.sixpost.mailer.Conclusion.Failed;
import dev.sixpost.mailer.smtp.Relays;
import dev.sixpost.mailer.smtp.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConclusionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(600);

    @Test
    void aVerdictAboutTheMailDecidesAboutTheMail() {
        assertThat(of(new Verdict.Sent(250), 0)).isEqualTo(new Delivered("r", 250));
        assertThat(of(new Verdict.Rejected(550, false), 0)).isEqualTo(new Failed("r", 550, "rejected-by-server", true));
        assertThat(of(new Verdict.Rejected(550, true), 0)).isEqualTo(new Failed("r", 550, "sender-refused", false));
        assertThat(of(new Verdict.TooLate(), 0)).isEqualTo(new Failed("r", null, "expired", false));
        assertThat(of(new Verdict.Unwritten(), 0)).isEqualTo(new Failed(null, null, "unrenderable", false));
    }

    @Test
    void aRefusalForNowWaitsLongerEachTime() {
        assertThat(of(new Verdict.Deferred(451), 0)).isEqualTo(new Delayed("r", 451, Tier.SOON));
        assertThat(of(new Verdict.Deferred(451), 2)).isEqualTo(new Delayed("r", 451, Tier.LATER));
    }

    @Test
    void whatNoRelayCouldBeAskedForWaitsUntilOneMayBeAndThatIsNoTry() {
        assertThat(untried(Duration.ZERO)).isEqualTo(new Awaiting(Tier.SOON));
        assertThat(untried(Duration.ofSeconds(6))).isEqualTo(new Awaiting(Tier.SHORTLY));
        assertThat(untried(Duration.ofMinutes(15))).isEqualTo(new Awaiting(Tier.LATE));
        assertThat(Conclusion.of(Optional.empty(), 0, Duration.ZERO, NOW, NOW.plusSeconds(4)))
                .isEqualTo(new Failed(null, null, "expired", false));
    }

    @Test
    void aRelayThatIsAwayIsTriedAgainWhenItMayBeAndOneThatIsWellOtherwiseLessAndLessOften() {
        assertThat(of(new Verdict.RelayDown(421, false), 0)).isEqualTo(new Delayed("r", 421, Tier.SOON));
        assertThat(of(new Verdict.RelayDown(null, true), 2)).isEqualTo(new Delayed("r", null, Tier.LATER));
        assertThat(of(new Verdict.RelayDown(null, false), 0, Duration.ofSeconds(30)))
                .isEqualTo(new Delayed("r", null, Tier.LATER));
        assertThat(of(new Verdict.RelayDown(null, false), 3, Duration.ofSeconds(1)))
                .isEqualTo(new Delayed("r", null, Tier.SOON));
        assertThat(of(new Verdict.CredentialsRefused(535), 3, Duration.ofSeconds(60)))
                .isEqualTo(new Delayed("r", 535, Tier.LATE));
    }

    @Test
    void whatCannotWaitAnyLongerHasExpired() {
        Optional<Relays.Attempt> tried = Optional.of(new Relays.Attempt("r", new Verdict.Deferred(451)));
        assertThat(Conclusion.of(tried, 0, Duration.ZERO, NOW, NOW.plusSeconds(4)))
                .isEqualTo(new Failed("r", 451, "expired", false));
    }

    private static Conclusion untried(Duration away) {
        return Conclusion.of(Optional.empty(), 3, away, NOW, LATER);
    }

    private static Conclusion of(Verdict verdict, int tries) {
        return of(verdict, tries, Duration.ZERO);
    }

    private static Conclusion of(Verdict verdict, int tries, Duration away) {
        return Conclusion.of(Optional.of(new Relays.Attempt("r", verdict)), tries, away, NOW, LATER);
    }
}
