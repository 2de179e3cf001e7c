package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.issuer.decide.Asked;
import dev.sixpost.issuer.decide.Challenge;
import dev.sixpost.issuer.decide.Slot;
import dev.sixpost.issuer.decide.Terms;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.SignupSuspected;
import org.jspecify.annotations.Nullable;

/** An answer as events, each with its identity: the same answer makes the same events, however often. */
final class AnswerEvents {
    private AnswerEvents() {}

    /** An event and its ce_id. */
    record Identified(String id, Event event) {}

    static Identified rejected(Rejected answer) {
        Slot slot = answer.asked().slot();
        String requestId = answer.asked().requestId();
        return new Identified(
                EventId.of(OtpRejected.class, requestId),
                new OtpRejected(
                        slot.application(),
                        slot.email(),
                        slot.purpose(),
                        requestId,
                        answer.reason(),
                        answer.retryAfterSeconds()));
    }

    static Identified issued(Issued answer) {
        Slot slot = answer.asked().slot();
        String requestId = answer.asked().requestId();
        Challenge challenge = answer.challenge();
        return new Identified(
                EventId.of(OtpIssued.class, requestId, challenge.id()),
                new OtpIssued(
                        slot.application(),
                        slot.email(),
                        slot.purpose(),
                        requestId,
                        challenge.id(),
                        challenge.expiresAt(),
                        challenge.linkExpiresAt(),
                        answer.resendAt(),
                        challenge.terms().codeLength(),
                        challenge.terms().maxAttempts(),
                        answer.isResend()));
    }

    static Identified mail(Issued answer) {
        Slot slot = answer.asked().slot();
        String requestId = answer.asked().requestId();
        Challenge challenge = answer.challenge();
        return new Identified(
                EventId.of(EmailRequested.class, requestId, challenge.id()),
                new EmailRequested(
                        slot.application(),
                        slot.email(),
                        answer.recipient(),
                        slot.purpose(),
                        requestId,
                        challenge.id(),
                        challenge.nonce(),
                        challenge.keyId(),
                        challenge.terms().codeLength(),
                        answer.locale(),
                        answer.delivery(),
                        challenge.expiresAt(),
                        answer.delivery() == DeliveryForm.LINK ? challenge.linkExpiresAt() : null,
                        answer.kind()));
    }

    static Identified opened(Issued answer) {
        Challenge challenge = answer.challenge();
        Terms terms = challenge.terms();
        return new Identified(
                EventId.of(ChallengeOpened.class, challenge.id()),
                new ChallengeOpened(
                        challenge.id(),
                        challenge.requestId(),
                        challenge.slot().application(),
                        challenge.slot().email(),
                        challenge.slot().purpose(),
                        challenge.nonce(),
                        challenge.keyId(),
                        terms.codeLength(),
                        terms.ttl(),
                        terms.linkTtl(),
                        terms.maxAttempts(),
                        terms.failuresPerDay(),
                        challenge.requestedAt(),
                        challenge.firstVerifiedAt() != null,
                        challenge.firstVerifiedAt(),
                        challenge.accountId(),
                        challenge.attributes(),
                        challenge.metadata(),
                        challenge.decoy() ? true : null,
                        challenge.testGuess() == null ? null : true,
                        challenge.testGuess()));
    }

    static Identified suspected(Asked asked, @Nullable String accountId) {
        return new Identified(
                EventId.of(SignupSuspected.class, asked.requestId()),
                new SignupSuspected(asked.slot().application(), asked.slot().email(), accountId));
    }
}
