package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The owner of an address says that the request was not theirs. The record's key is the subject; the address itself is
 * there only where who reports knows it. */
public record OtpReported(String application, @Nullable String email, String challengeId) implements Event {

    public OtpReported {
        requireNonNull(application);
        requireNonNull(challengeId);
    }
}
