package dev.sixpost.issuer.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.issuer.decide.Decision.Erased;
import dev.sixpost.issuer.decide.Decision.Forgotten;
import dev.sixpost.schemas.SignupRequested;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests that were unread when their address was erased. */
class ErasedRequestTest {
    private static final String EMAIL = "ada@example.com";
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Given given = new Given();

    @Test
    void whatWasAskedBeforeItsAddressWasErasedIsTooOldAndLeavesNothing() {
        Ask asked = given.ask("r1", Given.wanted(EMAIL, null, "key"), false);
        Ask signup = given.signup(
                "s1", new SignupRequested("acme", EMAIL, "u-1", "Ada", null, Map.of("plan", "free"), null, null));
        given.later(MOMENT).erased(EMAIL);

        Decisions decisions = given.decide(asked, signup);

        assertThat(decisions.inOrder())
                .allSatisfy(decision -> assertThat(decision)
                        .isInstanceOfSatisfying(
                                Erased.class,
                                erased -> assertThat(erased.answer().reason()).isEqualTo("stale")));
        assertThat(decisions.opened()).isEmpty();
        assertThat(decisions.signups()).isEmpty();
        assertThat(decisions.mailed()).isEmpty();
        assertThat(decisions.taken()).isEmpty();
    }

    @Test
    void whatIsAskedAfterwardsIsAnsweredAlsoUnderTheSameIdentity() {
        Ask before = given.ask("r1", Given.wanted(EMAIL, null, "key"), false);
        given.later(MOMENT).erased(EMAIL);
        Ask after = given.ask("r1", Given.wanted(EMAIL, null, "key"), false);

        Decisions decisions = given.decide(before, after);

        assertThat(decisions.inOrder()).extracting(Object::getClass).containsExactly(Erased.class, Decided.class);
        assertThat(decisions.opened()).hasSize(1);
    }

    @Test
    void nobodyElsesRequestIsTouched() {
        Ask other = given.ask("r1", "bob@example.com");
        given.later(MOMENT).erased(EMAIL);

        assertThat(given.decide(other).opened()).hasSize(1);
    }

    @Test
    void whatWasAnsweredBeforeIsForgotten() {
        Ask answered = Given.published(given.ask("r1", EMAIL));
        given.later(MOMENT).erased(EMAIL);

        assertThat(given.decide(answered).inOrder()).containsExactly(new Forgotten(answered));
    }
}
