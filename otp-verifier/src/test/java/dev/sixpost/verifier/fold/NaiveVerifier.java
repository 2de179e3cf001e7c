package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Purpose;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contract's verify table written down once more, as plainly as possible: it keeps everything it ever saw and counts
 * by going through it. Shares nothing with the fold but the names of the records.
 */
final class NaiveVerifier {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    private static final class Known {
        private final ChallengeOpened opened;
        private final long at;
        private int attempts;
        private boolean used;

        private Known(ChallengeOpened opened, long at) {
            this.opened = opened;
            this.at = at;
        }

        private long expiry() {
            return at + opened.ttl().toMillis();
        }

        private long linkExpiry() {
            return opened.linkTtl() == null ? at : at + opened.linkTtl().toMillis();
        }

        private long end() {
            return Math.max(expiry(), linkExpiry()) + HOUR;
        }
    }

    private record Said(String guess, String verdict, long until) {}

    private final Map<String, Known> challenges = new HashMap<>();
    private final Map<Purpose, Known> current = new HashMap<>();
    private final List<Long> failures = new ArrayList<>();
    private final Map<String, Said> said = new HashMap<>();
    private int newestLimit;
    private boolean anything;

    void open(ChallengeOpened opened, long time) {
        if (challenges.containsKey(opened.challengeId())
                || time > opened.requestedAt().toEpochMilli() + HOUR) {
            return;
        }
        Known fresh = new Known(opened, time);
        challenges.put(opened.challengeId(), fresh);
        current.put(opened.purpose(), fresh);
        newestLimit = opened.failuresPerDay();
        anything = true;
    }

    void erase() {
        challenges.clear();
        current.clear();
        failures.clear();
        said.clear();
        anything = false;
    }

    String guess(String id, Purpose purpose, String guess, long time) {
        Said before = said.get(id);
        if (before != null && time < before.until()) {
            return before.guess().equals(guess) ? before.verdict() : "idempotency-mismatch";
        }
        Known challenge = current.get(purpose);
        if (challenge != null && time >= challenge.end()) {
            challenge = null;
        }
        int attemptsBefore = challenge == null ? 0 : challenge.attempts;
        String verdict = fresh(challenge, guess, time);
        if (anything) {
            boolean evaluated = challenge != null && challenge.attempts > attemptsBefore;
            long end = challenge == null ? 0 : challenge.end();
            long until = evaluated ? Math.max(end, time + HOUR) : time + HOUR;
            said.put(id, new Said(guess, verdict, until));
        }
        return verdict;
    }

    private String fresh(@Nullable Known challenge, String guess, long time) {
        int limit = challenge == null ? newestLimit : challenge.opened.failuresPerDay();
        long failed = failures.stream().filter(f -> time - f < DAY).count();
        if (anything && failed >= limit) {
            return "locked";
        }
        if (challenge == null || challenge.used || time >= challenge.expiry() + HOUR) {
            return "no-active-code";
        }
        if (challenge.attempts >= challenge.opened.maxAttempts()) {
            return "too-many-attempts 0";
        }
        if (time >= challenge.expiry()) {
            return "code-expired";
        }
        challenge.attempts++;
        boolean right = guess.equals("key.code-of-" + challenge.opened.challengeId());
        if (right && !Boolean.TRUE.equals(challenge.opened.decoy())) {
            challenge.used = true;
            return "verified";
        }
        failures.add(time);
        return "code-incorrect " + (challenge.opened.maxAttempts() - challenge.attempts);
    }
}
