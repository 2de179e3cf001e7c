package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Purpose;
import org.jspecify.annotations.Nullable;

/** One record of the log, on the partition of its subject. Times are the broker's, in milliseconds. */
public sealed interface Entry {
    Position position();

    record Opening(Position position, long time, ChallengeOpened opened) implements Entry {}

    /**
     * Somebody presents something as proof.
     *
     * @param id what makes commands one guess, however often they come: their Idempotency-Key, else their identity
     * @param time the record's timestamp, or the sealed one of a record that was moved here
     * @param email canonical; absent where a link names its challenge
     * @param anyPurpose whether a link may be of any purpose, because the command names none
     */
    record Command(
            Position position,
            long time,
            String id,
            String application,
            @Nullable String email,
            Purpose purpose,
            boolean anyPurpose,
            Presented presented)
            implements Entry {}

    record Erasure(Position position) implements Entry {}

    /** An operator ends the lock of the address. */
    record Unlock(Position position) implements Entry {}
}
