package dev.sixpost.verifier.fold;

import static dev.sixpost.verifier.fold.Opened.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Every history of five steps over a small alphabet, against the model. */
class SmallDomainTest {
    private static final int LENGTH = 5;
    private static final ChallengeOpened A =
            challenge("a").attempts(2).failures(3).build();
    private static final ChallengeOpened B =
            challenge("b").attempts(2).failures(3).build();

    private enum Step {
        OPEN_A,
        OPEN_B,
        WRONG,
        RIGHT_A,
        RIGHT_B,
        LAST_COMMAND_AGAIN,
        EXPIRE
    }

    private int histories;

    @Test
    void everyShortHistoryIsJudgedAsTheModelJudgesIt() {
        extend(new ArrayDeque<>());

        assertThat(histories).isEqualTo((int) Math.pow(Step.values().length, LENGTH));
    }

    private void extend(Deque<Step> steps) {
        if (steps.size() == LENGTH) {
            histories++;
            run(steps);
            return;
        }
        for (Step step : Step.values()) {
            steps.addLast(step);
            extend(steps);
            steps.removeLast();
        }
    }

    private static void run(Deque<Step> steps) {
        Story story = new Story();
        NaiveVerifier model = new NaiveVerifier();
        int commands = 0;
        String guess = "key.first";
        for (Step step : steps) {
            boolean command = switch (step) {
                case OPEN_A, OPEN_B -> {
                    ChallengeOpened opened = step == Step.OPEN_A ? A : B;
                    story.opens(opened);
                    model.open(opened, story.now());
                    yield false;
                }
                case EXPIRE -> {
                    story.after(Duration.ofMinutes(10));
                    yield false;
                }
                case WRONG, RIGHT_A, RIGHT_B -> {
                    commands++;
                    guess = guessOf(step);
                    yield true;
                }
                case LAST_COMMAND_AGAIN -> true;
            };
            if (command) {
                String id = "c" + commands;
                String told = Story.told(story.guesses(id, Purpose.SIGNUP, new Presented.Code(guess, 0)));
                String expected = model.guess(id, Purpose.SIGNUP, guess, story.now());
                if (!told.equals(expected)) {
                    assertThat(told).as("%s", steps).isEqualTo(expected);
                }
            }
        }
    }

    private static String guessOf(Step step) {
        return switch (step) {
            case RIGHT_A -> "key.code-of-a";
            case RIGHT_B -> "key.code-of-b";
            case WRONG, OPEN_A, OPEN_B, EXPIRE, LAST_COMMAND_AGAIN -> "key.wrong";
        };
    }
}
