package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks I3 to I6 over what was seen from outside: openings, commands, their times and what they were told. */
final class HistoryChecker {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final int maxAttempts;
    private final int failuresPerDay;
    private final Map<String, ChallengeOpened> opened = new HashMap<>();
    private final Map<String, Long> openedAt = new HashMap<>();
    private final Map<String, String> currentOf = new HashMap<>();
    private final Map<String, Set<String>> evaluated = new HashMap<>();
    private final Map<String, Set<String>> successes = new HashMap<>();
    private final Map<String, Long> failures = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    HistoryChecker(int maxAttempts, int failuresPerDay) {
        this.maxAttempts = maxAttempts;
        this.failuresPerDay = failuresPerDay;
    }

    void opened(ChallengeOpened challenge, long time) {
        if (opened.putIfAbsent(challenge.challengeId(), challenge) == null) {
            openedAt.put(challenge.challengeId(), time);
            currentOf.put(challenge.purpose().wire(), challenge.challengeId());
        }
    }

    void told(String command, String guess, Verdict verdict, long time) {
        switch (verdict) {
            case OtpVerified verified -> success(command, guess, verified, time);
            case OtpRefused refused
            when refused.reason().equals("code-incorrect") ->
                evaluated(command, String.valueOf(refused.challengeId()), true, time);
            case OtpRefused refused -> {}
        }
    }

    List<String> violations() {
        return violations;
    }

    private void evaluated(String command, String challengeId, boolean failed, long time) {
        Set<String> commands = evaluated.computeIfAbsent(challengeId, _ -> new HashSet<>());
        if (commands.add(command) && commands.size() > maxAttempts) {
            violations.add("I3: a challenge evaluated " + commands.size() + " guesses");
        }
        if (failed && failures.putIfAbsent(command + "/" + challengeId, time) == null) {
            long within = failures.values().stream()
                    .filter(at -> at <= time && time - at < DAY)
                    .count();
            if (within > failuresPerDay) {
                violations.add("I4: " + within + " failures within a day");
            }
        }
    }

    private void success(String command, String guess, OtpVerified verified, long time) {
        String id = verified.challengeId();
        Set<String> commands = successes.computeIfAbsent(id, _ -> new HashSet<>());
        boolean first = commands.isEmpty();
        commands.add(command);
        if (commands.size() > 1) {
            violations.add("I5: a challenge succeeded for " + commands.size() + " commands");
        }
        if (!first) {
            return;
        }
        evaluated(command, id, false, time);
        ChallengeOpened challenge = opened.get(id);
        if (challenge == null
                || !guess.equals("key.code-of-" + id)
                || Boolean.TRUE.equals(challenge.decoy())
                || time >= openedAt.getOrDefault(id, 0L) + challenge.ttl().toMillis()
                || !id.equals(currentOf.get(challenge.purpose().wire()))) {
            violations.add("I6: verified what must not be");
        }
    }
}
