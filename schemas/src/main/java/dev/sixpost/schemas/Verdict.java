package dev.sixpost.schemas;

import org.jspecify.annotations.Nullable;

/** The one outcome of a verify command. */
public sealed interface Verdict extends Event permits OtpVerified, OtpRefused {
    /** Absent where a link named no challenge that is known. */
    @Nullable
    String email();

    @Nullable
    Purpose purpose();

    @Nullable
    String challengeId();
}
