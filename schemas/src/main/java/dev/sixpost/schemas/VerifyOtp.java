package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A guess. `guess` is a keyed digest of the digits (or link) and what they are for, `digits` how many they were, which the
 * digest does not tell; an upstream without keys may send `code` or `link` as they are. `email` (as typed) and `purpose` may be missing only where a link names its challenge. */
public record VerifyOtp(
        String application,
        @Nullable String email,
        @Nullable Purpose purpose,
        @Nullable String guess,
        @Nullable Integer digits,
        @Nullable String challengeId,
        @Nullable String code,
        @Nullable String link)
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
