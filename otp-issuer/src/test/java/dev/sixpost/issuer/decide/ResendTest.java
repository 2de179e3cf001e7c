package dev.sixpost.issuer.decide;

import static dev.sixpost.issuer.decide.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.schemas.MailKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResendTest {
    /** Default delays: 60 s, 60 s, 2 min, 5 min; a code lives for 10 min; less than 60 s are too few to send it again. */
    @Test
    void eachResendSendsTheSameCodeAndWaitsLonger() {
        Given given = new Given();
        Issued first = (Issued) given.answer(given.ask("r0"));

        given.later(Duration.ofSeconds(60));
        Issued second = (Issued) given.answer(given.ask("r1"));
        given.later(Duration.ofSeconds(60));
        Issued third = (Issued) given.answer(given.ask("r2"));
        given.later(Duration.ofMinutes(2));
        Issued fourth = (Issued) given.answer(given.ask("r3"));
        given.later(Duration.ofMinutes(5));
        Issued fifth = (Issued) given.answer(given.ask("r4"));

        for (Issued resend : new Issued[] {second, third, fourth, fifth}) {
            assertThat(resend.kind()).isEqualTo(MailKind.RESEND);
            assertThat(resend.opensChallenge()).isTrue();
            assertThat(resend.challenge().id()).isEqualTo(first.challenge().id());
            assertThat(resend.challenge().nonce()).isEqualTo(first.challenge().nonce());
            assertThat(resend.challenge().expiresAt())
                    .isEqualTo(first.challenge().expiresAt());
        }
        assertThat(second.resendAt()).isEqualTo(NOW.plusSeconds(120));
        assertThat(third.resendAt()).isEqualTo(NOW.plusSeconds(120).plus(Duration.ofMinutes(2)));
        assertThat(fourth.resendAt()).isEqualTo(NOW.plusSeconds(240).plus(Duration.ofMinutes(5)));
        assertThat(fifth.challenge().standing().resends()).isEqualTo(4);
    }

    @Test
    void nobodyIsToldToWaitForTheResendOfACodeThatIsOver() {
        Given given = new Given().login("{\"ttl\":\"PT10M\",\"resendAfter\":[\"PT60S\",\"PT1H\"]}");
        Issued first = (Issued) given.answer(given.ask("r0"));
        given.later(Duration.ofSeconds(60));
        Issued second = (Issued) given.answer(given.ask("r1"));

        assertThat(first.resendAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(second.resendAt()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        given.later(Duration.ofSeconds(60));
        Rejected early = (Rejected) given.answer(given.ask("r2"));
        assertThat(early.retryAfterSeconds()).isEqualTo(480L);
        given.later(Duration.ofMinutes(8));
        assertThat(given.answer(given.ask("r3"))).isInstanceOf(Issued.class);
        Given whole = new Given().login("{\"ttl\":\"PT5M\",\"resendAfter\":\"P1D\"}");
        assertThat(((Issued) whole.answer(whole.ask("r0"))).resendAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 60", "PT0.001S, 60", "PT1S, 59", "PT59S, 1", "PT59.999S, 1", "PT60S, 0"})
    void aResendBeforeItsTimeIsToldHowLongToWait(Duration after, long retryAfterSeconds) {
        Given given = new Given();
        given.answer(given.ask("r0"));
        given.later(after);

        Answer answer = given.answer(given.ask("r1"));

        if (retryAfterSeconds == 0) {
            assertThat(answer).isInstanceOf(Issued.class);
        } else {
            assertThat(answer)
                    .isEqualTo(new Rejected(answer.asked(), given.now(), "resend-cooldown", retryAfterSeconds));
        }
    }

    @Test
    void aRefusedResendCostsNothing() {
        Given given = new Given();
        given.answer(given.ask("r0"));
        given.later(Duration.ofSeconds(59));
        Decisions refused = given.decide(given.ask("r1"));
        given.later(Duration.ofSeconds(1));

        Issued resend = (Issued) given.answer(given.ask("r2"));

        assertThat(refused.changed()).isEmpty();
        assertThat(resend.challenge().standing().resends()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PT9M, same",
        "PT9M0.001S, fresh",
        "PT9M59.999S, fresh",
        "PT10M, fresh",
        "PT11M, fresh",
    })
    void withLessThanAMinuteLeftAFreshCodeReplacesIt(Duration after, String expected) {
        Given given = new Given();
        Issued first = (Issued) given.answer(given.ask("r0"));
        given.later(after);

        Decisions decisions = given.decide(given.ask("r1"));

        Issued second = (Issued) ((Decided) decisions.inOrder().getFirst()).answer();
        assertThat(second.challenge().id().equals(first.challenge().id())).isEqualTo(expected.equals("same"));
        if (expected.equals("fresh")) {
            Standing replaced = decisions.changed().getFirst().standing();
            boolean expired = after.compareTo(Duration.ofMinutes(10)) >= 0;
            assertThat(replaced.current()).isFalse();
            assertThat(replaced.finalState()).isEqualTo(expired ? null : FinalState.SUPERSEDED);
            assertThat(decisions.opened()).hasSize(1);
        }
    }

    @Test
    void usedUpAttemptsBringAFreshCodeOnceTheDelayIsOver() {
        Given given = new Given();
        Issued first = (Issued) given.answer(given.ask("r0"));
        Standing exhausted = new Standing(0, first.resendAt(), 5, true, FinalState.EXHAUSTED, NOW.plusSeconds(10));
        given.challenge(first.challenge().with(exhausted));

        given.later(Duration.ofSeconds(20));
        assertThat(given.answer(given.ask("r1"))).isInstanceOf(Rejected.class);
        given.later(Duration.ofSeconds(40));
        Decisions decisions = given.decide(given.ask("r2"));

        assertThat(decisions.opened()).hasSize(1);
        Standing replaced = decisions.changed().getFirst().standing();
        assertThat(replaced.current()).isFalse();
        assertThat(replaced.finalState()).isEqualTo(FinalState.EXHAUSTED);
        assertThat(replaced.finalAt()).isEqualTo(NOW.plusSeconds(10));
    }

    @Test
    void attemptsThatAreUsedUpButNotYetFinalCountAsUsedUp() {
        Given given = new Given();
        Issued first = (Issued) given.answer(given.ask("r0"));
        given.challenge(first.challenge().with(new Standing(0, first.resendAt(), 5, true, null, null)));
        given.later(Duration.ofMinutes(1));

        Issued second = (Issued) given.answer(given.ask("r1"));

        assertThat(second.challenge().id()).isNotEqualTo(first.challenge().id());
    }

    @Test
    void theNewCodePolicyReplacesTheCode() {
        Given given = new Given().login("{\"resend\":\"new-code\",\"resendAfter\":[\"PT10S\",\"PT99S\"]}");
        Issued first = (Issued) given.answer(given.ask("r0"));
        given.later(Duration.ofSeconds(10));

        Decisions decisions = given.decide(given.ask("r1"));

        Issued second = (Issued) ((Decided) decisions.inOrder().getFirst()).answer();
        assertThat(second.challenge().id()).isNotEqualTo(first.challenge().id());
        assertThat(second.kind()).isEqualTo(MailKind.CODE);
        assertThat(second.resendAt()).isEqualTo(given.now().plusSeconds(10));
        assertThat(decisions.changed().getFirst().standing().finalState()).isEqualTo(FinalState.SUPERSEDED);
    }

    @Test
    void whatOneRequestOfABatchChangesTheNextOneFinds() {
        Given given = new Given().login("{\"resend\":\"new-code\",\"resendAfter\":\"PT0S\"}");

        Decisions decisions = given.decide(given.ask("r0"), given.ask("r1"), given.ask("r2"));

        assertThat(decisions.changed()).isEmpty();
        assertThat(decisions.opened())
                .extracting(
                        Challenge::id,
                        c -> c.standing().current(),
                        c -> c.standing().finalState())
                .containsExactly(
                        tuple("challenge-of-r0", false, FinalState.SUPERSEDED),
                        tuple("challenge-of-r1", false, FinalState.SUPERSEDED),
                        tuple("challenge-of-r2", true, null));
        assertThat(decisions.inOrder())
                .allSatisfy(decision -> assertThat(((Issued) ((Decided) decision).answer()).opensChallenge())
                        .isTrue());
    }

    @Test
    void aLiveChallengeKeepsThePolicyItWasOpenedUnder() {
        Given given = new Given();
        Challenge first = ((Issued) given.answer(given.ask("r0"))).challenge();
        given.login("{\"codeLength\":10,\"ttl\":\"PT1M\",\"maxAttempts\":1}");
        given.later(Duration.ofMinutes(1));

        Challenge resent = ((Issued) given.answer(given.ask("r1"))).challenge();

        assertThat(resent.terms()).isEqualTo(first.terms());
    }
}
