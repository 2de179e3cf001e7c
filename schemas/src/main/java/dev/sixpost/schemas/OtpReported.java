package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

/** The owner of an address says that the request was not theirs. */
public record OtpReported(String application, String email, String challengeId) implements Event {

    public OtpReported {
        requireNonNull(application);
        requireNonNull(email);
        requireNonNull(challengeId);
    }
}
