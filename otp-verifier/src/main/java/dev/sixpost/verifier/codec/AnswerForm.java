package dev.sixpost.verifier.codec;

import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Verdict;
import dev.sixpost.verifier.fold.Answer;
import dev.sixpost.verifier.fold.Fingerprint;

/** The stored form of an answer; application and address are those of the state it is in. */
final class AnswerForm {
    private static final int VERIFIED = 1;
    private static final int REFUSED = 2;

    private AnswerForm() {}

    static void write(Out out, Answer answer) {
        fingerprint(out, answer.command());
        fingerprint(out, answer.key());
        fingerprint(out, answer.guess());
        out.signed(answer.at()).signed(answer.forgottenAt()).flag(answer.evaluated());
        switch (answer.verdict()) {
            case OtpVerified verified ->
                out.octet(VERIFIED)
                        .octet(Words.of(verified.purpose()))
                        .id(verified.challengeId())
                        .id(verified.requestId())
                        .optional(verified.accountId(), out::text)
                        .instant(verified.verifiedAt())
                        .octet(Words.of(verified.method()));
            case OtpRefused refused ->
                out.octet(REFUSED)
                        .optional(refused.purpose(), purpose -> out.octet(Words.of(purpose)))
                        .optional(refused.challengeId(), out::id)
                        .text(refused.reason())
                        .optional(refused.attemptsRemaining(), count -> out.number(count))
                        .optional(refused.retryAfterSeconds(), seconds -> out.number(seconds));
        }
    }

    static Answer read(In in, String application, String email) {
        return new Answer(
                fingerprint(in),
                fingerprint(in),
                fingerprint(in),
                in.signed(),
                in.signed(),
                Boolean.TRUE.equals(in.flag()),
                verdict(in, application, email));
    }

    private static Verdict verdict(In in, String application, String email) {
        int kind = in.octet();
        if (kind == VERIFIED) {
            Purpose purpose = Words.purpose(in.octet());
            return new OtpVerified(
                    application,
                    email,
                    purpose,
                    in.id(),
                    in.id(),
                    in.optional(in::text),
                    in.instant(),
                    Words.method(in.octet()));
        }
        if (kind == REFUSED) {
            Purpose purpose = in.optional(() -> Words.purpose(in.octet()));
            return new OtpRefused(
                    application,
                    email,
                    purpose,
                    in.optional(in::id),
                    in.text(),
                    in.optional(in::small),
                    in.optional(in::number));
        }
        throw new BrokenStateException();
    }

    private static void fingerprint(Out out, Fingerprint fingerprint) {
        out.fixed(fingerprint.high()).fixed(fingerprint.low());
    }

    private static Fingerprint fingerprint(In in) {
        return new Fingerprint(in.fixed(), in.fixed());
    }
}
