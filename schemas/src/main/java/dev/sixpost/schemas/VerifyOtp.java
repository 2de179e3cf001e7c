package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A guess. `guess` is a keyed digest of the digits (or link) and what they are for, `digits` how many they were, which the
 * digest does not tell; an upstream without keys may send `code` or `link` as they are. `email` (as typed) and `purpose` may be missing only where a link names its challenge.
 * `idempotency` stands for the caller's Idempotency-Key: commands that share it are one, and another guess under it is refused; absent, the identity does. */
public record VerifyOtp(
        String application,
        @Nullable String email,
        @Nullable Purpose purpose,
        @Nullable String guess,
        @Nullable Integer digits,
        @Nullable String challengeId,
        @Nullable String code,
        @Nullable String link,
        @Nullable String idempotency)
        implements VerifierEvent {

    public VerifyOtp {
        requireNonNull(application);
        if (guess == null && code == null && link == null) {
            throw new IllegalArgumentException("one of guess, code, link");
        }
        if (email == null && challengeId == null && link == null) {
            throw new IllegalArgumentException("one of email, challengeId, link");
        }
    }

    /** A clear code or link an upstream sent stays out of whatever prints this. */
    @Override
    public String toString() {
        return "VerifyOtp[application=" + application + ", purpose=" + purpose + "]";
    }
}
