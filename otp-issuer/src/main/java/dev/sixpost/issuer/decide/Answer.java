package dev.sixpost.issuer.decide;

import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.MailKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one outcome of a request, with all that its events are made of: the ledger gives it back as it was. */
public sealed interface Answer {

    Asked asked();

    Instant decidedAt();

    /**
     * A mail goes out.
     *
     * @param challenge as it stood when this was decided, or as it stands in the ledger
     * @param resendAt what the caller was told
     */
    record Issued(
            Asked asked,
            Instant decidedAt,
            Challenge challenge,
            String recipient,
            String locale,
            DeliveryForm delivery,
            MailKind kind,
            Instant resendAt)
            implements Answer {

        /**
         * Whether the verifier is told of the challenge before the mail goes out; not of one that has been replaced since.
         * Told again with a repeated code: the instance that decided the first request may not have come that far yet.
         */
        public boolean opensChallenge() {
            return challenge.standing().current();
        }

        /** Whether the code, or what stands in its place, was promised before. */
        public boolean isResend() {
            return !challenge.requestId().equals(asked.requestId());
        }

        /** A test address gets none. */
        public boolean mails() {
            return challenge.testGuess() == null;
        }

        /** Addresses are not for logs. */
        @Override
        public String toString() {
            return "Issued[" + asked.requestId() + "]";
        }
    }

    /** Nothing goes out; {@code reason} is the name of the HTTP problem, or {@code stale}. */
    record Rejected(
            Asked asked,
            Instant decidedAt,
            String reason,
            @Nullable Long retryAfterSeconds) implements Answer {}
}
