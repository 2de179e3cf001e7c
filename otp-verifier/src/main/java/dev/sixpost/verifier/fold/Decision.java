package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.Method;
import org.jspecify.annotations.Nullable;

/** What a guess comes to. */
sealed interface Decision {
    /** Not evaluated: nothing is charged. */
    record Refused(
            Reason reason,
            @Nullable Challenge about,
            @Nullable Integer attemptsRemaining,
            @Nullable Long retryAfterSeconds)
            implements Decision {
        static Refused because(Reason reason) {
            return new Refused(reason, null, null, null);
        }

        static Refused because(Reason reason, Challenge about) {
            return new Refused(reason, about, null, null);
        }
    }

    /** Evaluated and wrong. {@code charged} is the challenge with the attempt. */
    record Wrong(Challenge charged) implements Decision {}

    /** Right. {@code charged} is the challenge with the attempt, where one was needed. */
    record Right(Challenge charged, Method method) implements Decision {}
}
