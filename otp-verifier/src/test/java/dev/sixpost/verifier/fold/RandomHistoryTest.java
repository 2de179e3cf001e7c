package dev.sixpost.verifier.fold;

import static dev.sixpost.verifier.fold.Opened.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** I3, I4, I5, I6, I7 over random histories, each against a checker and against a model that was written independently. */
class RandomHistoryTest {
    private static final Logger LOG = LoggerFactory.getLogger(RandomHistoryTest.class);
    private static final int HISTORIES = 1_000;
    private static final int STEPS = 60;

    /** As many as are remembered in any case. */
    private static final int COMMANDS = 16;

    private static final int ATTEMPTS = 3;
    private static final int FAILURES = 7;
    private static final List<Purpose> PURPOSES = List.of(Purpose.SIGNUP, Purpose.LOGIN);
    private static final List<Duration> PAUSES = List.of(
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(4),
            Duration.ofMinutes(31),
            Duration.ofHours(7));

    @Test
    void whateverHappensTheInvariantsHoldAndTheModelAgrees() {
        long seed = Long.getLong("sixpost.seed", System.nanoTime());
        LOG.atInfo().addKeyValue("seed", seed).log("replay with -Dsixpost.seed");
        Random random = new Random(seed);
        int verified = 0;
        int locked = 0;
        for (int i = 0; i < HISTORIES; i++) {
            long ofThisOne = random.nextLong();
            List<String> told = history(new Random(ofThisOne), "seed " + seed + ", history " + i);
            verified += (int) told.stream().filter("verified"::equals).count();
            locked += (int) told.stream().filter("locked"::equals).count();
        }
        assertThat(verified).as("histories that reach a success").isGreaterThan(HISTORIES / 2);
        assertThat(locked).as("histories that reach a lock").isGreaterThan(HISTORIES / 10);
    }

    private static List<String> history(Random random, String name) {
        Story story = new Story();
        NaiveVerifier model = new NaiveVerifier();
        HistoryChecker checker = new HistoryChecker(ATTEMPTS, FAILURES);
        List<ChallengeOpened> openings = new ArrayList<>();
        List<String> told = new ArrayList<>();
        int proofs = 0;
        for (int step = 0; step < STEPS; step++) {
            story.after(PAUSES.get((int) Math.min(PAUSES.size() - 1, Math.abs(random.nextGaussian()) * 2)));
            if (random.nextInt(4) == 0 || openings.isEmpty()) {
                ChallengeOpened opened = opening(random, openings, story.now());
                story.opens(opened);
                model.open(opened, story.now());
                checker.opened(opened, story.now());
                continue;
            }
            String id = "c" + random.nextInt(COMMANDS);
            Purpose purpose = PURPOSES.get(random.nextInt(PURPOSES.size()));
            String guess = random.nextInt(3) == 0
                    ? "key.code-of-"
                            + openings.get(random.nextInt(openings.size())).challengeId()
                    : "key.wrong-" + random.nextInt(2);
            Verdict verdict = story.guesses(id, purpose, new Presented.Code(guess, 0));
            String said = Story.told(verdict);
            told.add(said);
            checker.told(id, guess, verdict, story.now());
            assertThat(said).as("%s, step %d", name, step).isEqualTo(model.guess(id, purpose, guess, story.now()));
            proofs += said.equals("verified") && story.last().proof() != null ? 1 : 0;
        }
        assertThat(checker.violations()).as(name).isEmpty();
        assertThat(story.proofs()).as(name).hasSize(proofs).doesNotHaveDuplicates();
        assertThat(story.proofs().stream().map(p -> p.challengeId()).distinct().count())
                .as("I8 in %s", name)
                .isEqualTo(story.proofs().size());
        return told;
    }

    private static ChallengeOpened opening(Random random, List<ChallengeOpened> openings, long now) {
        if (!openings.isEmpty() && random.nextInt(4) == 0) {
            return openings.get(random.nextInt(openings.size()));
        }
        Opened fresh = challenge("ch" + openings.size())
                .purpose(PURPOSES.get(random.nextInt(PURPOSES.size())))
                .attempts(ATTEMPTS)
                .failures(FAILURES)
                .requestedAt(Instant.ofEpochMilli(now));
        ChallengeOpened opened = (random.nextInt(10) == 0 ? fresh.decoy() : fresh).build();
        openings.add(opened);
        return opened;
    }
}
