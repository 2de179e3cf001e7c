package dev.sixpost.schemas;

/**
 * Everything that travels over Kafka. Immutable; unknown members are ignored when read, so that a newer minor version
 * stays readable; a missing mandatory member makes the record unreadable.
 */
public sealed interface Event
        permits OtpRequested,
                SignupRequested,
                OtpOutcome,
                EmailRequested,
                Delivery,
                VerifierEvent,
                Verdict,
                EmailVerified,
                ApplicationConfigured,
                SessionRevoked,
                OtpReported,
                SignupSuspected {

    String application();
}
