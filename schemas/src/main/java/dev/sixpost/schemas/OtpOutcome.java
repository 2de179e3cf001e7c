package dev.sixpost.schemas;

/** The one outcome of a request: issued or rejected. */
public sealed interface OtpOutcome extends Event permits OtpIssued, OtpRejected {
    String email();

    Purpose purpose();

    String requestId();
}
