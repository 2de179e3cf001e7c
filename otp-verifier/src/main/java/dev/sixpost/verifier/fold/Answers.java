package dev.sixpost.verifier.fold;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The answers that are remembered. Evaluated guesses are bounded by the attempts and failures a policy allows, and by
 * {@link #MAX_EVALUATED}; refusals without an attempt cost nothing when decided again, so the newest few suffice.
 */
public record Answers(List<Answer> all) {
    private static final int MAX_EVALUATED = 128;
    private static final int MAX_OTHERS = 16;

    public static final Answers NONE = new Answers(List.of());

    public Answers {
        all = List.copyOf(all);
    }

    Optional<Answer> find(Fingerprint command, long time) {
        return all.stream()
                .filter(a -> a.command().equals(command) && time < a.forgottenAt())
                .findFirst();
    }

    Answers with(Answer answer) {
        List<Answer> more = new ArrayList<>(all);
        more.add(answer);
        dropOldest(more, answer.evaluated(), answer.evaluated() ? MAX_EVALUATED : MAX_OTHERS);
        return new Answers(more);
    }

    Answers without(long forgottenBy) {
        return new Answers(
                all.stream().filter(a -> forgottenBy < a.forgottenAt()).toList());
    }

    long finishedAt() {
        return all.stream().mapToLong(Answer::forgottenAt).max().orElse(0);
    }

    private static void dropOldest(List<Answer> answers, boolean evaluated, int most) {
        long excess = answers.stream().filter(a -> a.evaluated() == evaluated).count() - most;
        Iterator<Answer> oldestFirst = answers.iterator();
        while (excess > 0 && oldestFirst.hasNext()) {
            if (oldestFirst.next().evaluated() == evaluated) {
                oldestFirst.remove();
                excess--;
            }
        }
    }
}
