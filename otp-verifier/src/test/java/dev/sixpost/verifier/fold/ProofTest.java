package dev.sixpost.verifier.fold;

import static dev.sixpost.verifier.fold.Opened.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProofTest {
    private static final Instant START = Instant.ofEpochMilli(Story.START);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Story story = new Story();

    @Test
    void whatTheChallengeCarriesIsHandedOn() {
        story.opens(challenge("a")
                .carrying("account-1", Map.of("name", "Ada"), Map.of("plan", "pro"))
                .test("key.code-of-a")
                .build());
        Verdict verdict = story.after(MINUTE).right("a");

        assertThat(story.proofs())
                .containsExactly(new EmailVerified(
                        Story.APPLICATION,
                        Story.EMAIL,
                        Purpose.SIGNUP,
                        "account-1",
                        "a",
                        START,
                        START.plus(MINUTE),
                        true,
                        START.plus(MINUTE),
                        Method.CODE,
                        Map.of("name", "Ada"),
                        Map.of("plan", "pro"),
                        true));
        assertThat(verdict)
                .isEqualTo(new OtpVerified(
                        Story.APPLICATION,
                        Story.EMAIL,
                        Purpose.SIGNUP,
                        "a",
                        "request-of-a",
                        "account-1",
                        START.plus(MINUTE),
                        Method.CODE));
    }

    @Test
    void aLinkSaysThatItWasOne() {
        story.opens(challenge("a").linkTtl(Duration.ofHours(1)).build()).link("a");

        assertThat(story.proofs()).extracting(EmailVerified::method).containsExactly(Method.LINK);
    }

    @Test
    void theFirstSuccessIsTheFirstVerificationAlsoWhereTwoChallengesWereOpenAtOnce() {
        story.opens(challenge("a").build())
                .opens(challenge("b").purpose(Purpose.LOGIN).build());
        story.after(MINUTE).right("a");
        story.after(MINUTE).guesses(Purpose.LOGIN, "key.code-of-b");

        assertThat(story.proofs()).extracting(EmailVerified::firstVerification).containsExactly(true, false);
        assertThat(story.proofs()).extracting(EmailVerified::firstVerifiedAt).containsOnly(START.plus(MINUTE));
    }

    @Test
    void whatTheIssuerKnowsOfAnEarlierSuccessCounts() {
        Instant earlier = START.minus(Duration.ofDays(100));
        story.opens(challenge("a").verifiedBefore(earlier).build()).right("a");

        assertThat(story.proofs()).extracting(EmailVerified::firstVerification).containsExactly(false);
        assertThat(story.proofs()).extracting(EmailVerified::firstVerifiedAt).containsExactly(earlier);
    }

    @Test
    void anErasedAddressIsNewAgain() {
        story.opens(challenge("a").build()).right("a");
        story.erases();
        assertThat(story.state()).isNull();

        story.opens(challenge("b").build()).right("b");
        assertThat(story.proofs()).extracting(EmailVerified::firstVerification).containsExactly(true, true);
    }

    @Test
    void aLockSaysWhenItEnds() {
        story.opens(challenge("a").failures(2).build());
        story.wrong();
        story.after(MINUTE).wrong();

        Verdict verdict = story.after(MINUTE).wrong();

        assertThat(verdict).isInstanceOfSatisfying(OtpRefused.class, refused -> {
            assertThat(refused.reason()).isEqualTo("locked");
            assertThat(refused.retryAfterSeconds())
                    .isEqualTo(Duration.ofDays(1).minus(MINUTE.multipliedBy(2)).toSeconds());
        });
    }

    @Test
    void theFailureThatUsesUpTheBudgetSaysForHowLong() {
        story.opens(challenge("a").failures(2).build());
        OtpRefused first = (OtpRefused) story.wrong();
        story.after(MINUTE);
        OtpRefused last = (OtpRefused) story.wrong();

        assertThat(first.retryAfterSeconds()).isNull();
        assertThat(last.reason()).isEqualTo("code-incorrect");
        assertThat(last.retryAfterSeconds())
                .isEqualTo(Duration.ofDays(1).minus(MINUTE).toSeconds());
    }
}
