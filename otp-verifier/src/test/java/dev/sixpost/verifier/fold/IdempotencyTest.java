package dev.sixpost.verifier.fold;

import static dev.sixpost.verifier.fold.Opened.challenge;
import static dev.sixpost.verifier.fold.Story.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private final Story story = new Story().opens(challenge("a").build());

    @Test
    void theSameCommandIsOneGuessWithOneAnswer() {
        Verdict first = story.guesses("c", "key.wrong");
        for (int i = 0; i < 20; i++) {
            assertThat(story.after(Duration.ofSeconds(1)).guesses("c", "key.wrong"))
                    .isEqualTo(first);
        }
        assertThat(story.comparisons()).isEqualTo(1);
        assertThat(told(story.wrong())).isEqualTo("code-incorrect 3");
    }

    @Test
    void theSameSuccessfulCommandIsAnsweredAgainWithoutAnotherProof() {
        Verdict first = story.guesses("c", "key.code-of-a");

        assertThat(story.after(Duration.ofMinutes(1)).guesses("c", "key.code-of-a"))
                .isEqualTo(first);
        assertThat(story.proofs()).hasSize(1);
        assertThat(story.comparisons()).isEqualTo(1);
    }

    @Test
    void theAnswerIsTheSameAfterTheChallengeWasReplaced() {
        Verdict first = story.guesses("c", "key.code-of-a");
        story.opens(challenge("b").build());

        assertThat(story.guesses("c", "key.code-of-a")).isEqualTo(first);
    }

    @Test
    void anotherGuessUnderAKnownCommandIsRefusedWithoutAnAttempt() {
        story.guesses("c", "key.wrong");

        assertThat(told(story.guesses("c", "key.code-of-a"))).isEqualTo("idempotency-mismatch");
        assertThat(story.comparisons()).isEqualTo(1);
        assertThat(told(story.guesses("c", "key.wrong"))).isEqualTo("code-incorrect 4");
    }

    @Test
    void aRefusalIsRepeatedToTheSameDigitsByAnotherKey() {
        story.guesses("c", "key.wrong");

        assertThat(told(story.guesses("c", "other.wrong"))).isEqualTo("code-incorrect 4");
        assertThat(story.comparisons()).isEqualTo(1);
    }

    @Test
    void aSuccessIsRepeatedByAnotherKeyOnlyToTheRightDigits() {
        story.guesses("c", "key.code-of-a");

        assertThat(told(story.guesses("c", "other.code-of-a"))).isEqualTo("verified");
        assertThat(told(story.guesses("c", "other.wrong"))).isEqualTo("idempotency-mismatch");
        assertThat(story.proofs()).hasSize(1);
    }

    @Test
    void aRefusalWithoutAnAttemptIsRepeatedToo() {
        story.guesses("c", Purpose.LOGIN, new Presented.Code("key.code-of-b", 0));
        story.opens(challenge("b").purpose(Purpose.LOGIN).build());

        assertThat(told(story.guesses("c", Purpose.LOGIN, new Presented.Code("key.code-of-b", 0))))
                .isEqualTo("no-active-code");
        assertThat(told(story.guesses("d", Purpose.LOGIN, new Presented.Code("key.code-of-b", 0))))
                .isEqualTo("verified");
    }

    @Test
    void aCommandThatFoundNoKeyIsDecidedOnceTheKeyIsThere() {
        assertThat(told(story.guesses("c", "unknown.code-of-a"))).isEqualTo("unavailable");
        assertThat(told(story.guesses("c", "key.code-of-a"))).isEqualTo("verified");
    }

    @Test
    void aDuplicateOpeningGivesNoAttemptBack() {
        story.wrong();
        story.opens(challenge("a").build());

        assertThat(told(story.wrong())).isEqualTo("code-incorrect 3");
    }

    @Test
    void aDuplicateOpeningOfASupersededChallengeDoesNotBringItBack() {
        story.opens(challenge("b").build()).opens(challenge("a").build());

        assertThat(told(story.right("a"))).isEqualTo("code-incorrect 4");
        assertThat(told(story.right("b"))).isEqualTo("verified");
    }

    @Test
    void aDuplicateOpeningAfterEverythingIsForgottenOpensNothing() {
        story.right("a");
        Story later = new Story().after(Duration.ofHours(3));
        later.opens(challenge("a").build());

        assertThat(later.last().course()).isEqualTo(Folded.Course.STALE_OPENING);
        assertThat(told(later.right("a"))).isEqualTo("no-active-code");
    }

    @Test
    void aRewoundReaderChangesNothing() {
        List<Entry> log = new ArrayList<>();
        Story told = new Story();
        log.add(new Entry.Opening(told.next(), told.now(), challenge("a").build()));
        for (int i = 0; i < 4; i++) {
            told.after(Duration.ofSeconds(1));
            log.add(Story.command(
                    told.next(), told.now(), "c" + i, Purpose.SIGNUP, new Presented.Code("key.w" + i, 0)));
        }
        told.after(Duration.ofSeconds(1));
        log.add(new Entry.Opening(
                told.next(),
                told.now(),
                challenge("b").requestedAt(Instant.ofEpochMilli(told.now())).build()));
        List<Folded> first = log.stream().map(told::put).toList();
        SubjectState before = told.state();

        List<Folded> again = log.stream().map(told::put).toList();

        assertThat(told.state()).isEqualTo(before);
        assertThat(told.comparisons()).isEqualTo(4);
        for (int i = 1; i <= 4; i++) {
            assertThat(again.get(i).ruling()).isEqualTo(first.get(i).ruling());
        }
    }

    @Test
    void aTopicThatWasCreatedAnewCountsFromZeroAndIsRead() {
        for (int i = 0; i < 50; i++) {
            story.next();
        }
        story.wrong();
        story.after(Duration.ofMinutes(1));

        Folded folded = story.put(Story.command(
                new Position(0, story.now()),
                story.now(),
                "new",
                Purpose.SIGNUP,
                new Presented.Code("key.code-of-a", 0)));

        assertThat(folded.proof()).isNotNull();
    }

    @Test
    void manyRefusalsAreNotRememberedWithoutBound() {
        for (int i = 0; i < 1000; i++) {
            story.guesses(Purpose.LOGIN, "key.wrong");
        }

        assertThat(java.util.Objects.requireNonNull(story.state()).answers().all())
                .hasSizeLessThanOrEqualTo(16);
    }
}
