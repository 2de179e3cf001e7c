package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.mailer.Conclusion.Delayed;
import dev.sixpost.mailer.Conclusion.Delivered;
import dev.sixpost.mailer.Conclusion.Failed;
import dev.sixpost.mailer.smtp.Relays;
import dev.sixpost.mailer.smtp.Verdict;
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
    }

    @Test
    void aRefusalForNowWaitsLongerEachTime() {
        assertThat(of(new Verdict.Deferred(451), 0)).isEqualTo(new Delayed("r", 451, Tier.SOON));
        assertThat(of(new Verdict.Deferred(451), 2)).isEqualTo(new Delayed("r", 451, Tier.LATER));
    }

    @Test
    void whatIsNotTheMailsFaultWaitsAsShortAsPossible() {
        assertThat(of(new Verdict.RelayDown(421, false), 3)).isEqualTo(new Delayed("r", 421, Tier.SOON));
        assertThat(of(new Verdict.RelayDown(null, true), 3)).isEqualTo(new Delayed("r", null, Tier.SOON));
        assertThat(of(new Verdict.CredentialsRefused(535), 3)).isEqualTo(new Delayed("r", 535, Tier.SOON));
        assertThat(Conclusion.of(Optional.empty(), 3, NOW, LATER)).isEqualTo(new Delayed(null, null, Tier.SOON));
    }

    @Test
    void whatCannotWaitAnyLongerHasExpired() {
        Optional<Relays.Attempt> tried = Optional.of(new Relays.Attempt("r", new Verdict.Deferred(451)));
        assertThat(Conclusion.of(tried, 0, NOW, NOW.plusSeconds(4))).isEqualTo(new Failed("r", 451, "expired", false));
    }

    private static Conclusion of(Verdict verdict, int attempt) {
        return Conclusion.of(Optional.of(new Relays.Attempt("r", verdict)), attempt, NOW, LATER);
    }
}
