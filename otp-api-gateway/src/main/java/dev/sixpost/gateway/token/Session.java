package dev.sixpost.gateway.token;

import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import java.time.Instant;

/**
 * Who verified what, and when. A challenge is verified once, so its id is the session's, on every instance and for every
 * retry.
 *
 * @param subject the account's id, else the pseudonym of the address
 */
public record Session(
        String application, String id, String subject, String email, Purpose purpose, Instant verifiedAt) {

    public static Session of(OtpVerified verified) {
        String accountId = verified.accountId();
        return new Session(
                verified.application(),
                verified.challengeId(),
                accountId == null ? Subject.of(verified.application(), verified.email()) : accountId,
                verified.email(),
                verified.purpose(),
                verified.verifiedAt());
    }

    /** An address is not for logs. */
    @Override
    public String toString() {
        return "Session[application=" + application + ", id=" + id + "]";
    }
}
