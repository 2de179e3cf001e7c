package dev.sixpost.issuer.store;

import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.schemas.OtpRefused;
import java.time.Instant;
import java.util.Optional;

/** A guess the verifier did not accept, and when by the broker's clock. */
public record RefusedGuess(OtpRefused verdict, Instant at) {

    /** Where the verifier says when the next guess is allowed, the failures of the address are used up until then. */
    Optional<Addresses.Barred> lock() {
        String email = verdict.email();
        Long wait = verdict.retryAfterSeconds();
        return email == null || wait == null
                ? Optional.empty()
                : Optional.of(
                        new Addresses.Barred(new Mailbox(verdict.application(), email), at, at.plusSeconds(wait)));
    }
}
