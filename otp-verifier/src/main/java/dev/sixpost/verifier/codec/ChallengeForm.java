package dev.sixpost.verifier.codec;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.verifier.fold.Challenge;

/** The stored form of a challenge; application and address are those of the state it is in. */
final class ChallengeForm {

    private ChallengeForm() {}

    static void write(Out out, Challenge challenge) {
        ChallengeOpened opened = challenge.opened();
        out.id(opened.challengeId()).id(opened.requestId()).octet(Words.of(opened.purpose()));
        out.text(opened.nonce()).text(opened.keyId()).number(opened.codeLength());
        out.duration(opened.ttl());
        out.optional(opened.linkTtl(), out::duration);
        out.number(opened.maxAttempts()).number(opened.failuresPerDay());
        out.instant(opened.requestedAt()).flag(opened.verifiedBefore());
        out.optional(opened.firstVerifiedAt(), out::instant);
        out.optional(opened.accountId(), out::text);
        out.texts(opened.attributes()).texts(opened.metadata());
        out.flag(opened.decoy()).flag(opened.test());
        out.signed(challenge.openedAt()).number(challenge.attempts()).flag(challenge.verified());
    }

    static Challenge read(In in, String application, String email) {
        ChallengeOpened opened = new ChallengeOpened(
                in.id(),
                in.id(),
                application,
                email,
                Words.purpose(in.octet()),
                in.text(),
                in.text(),
                in.small(),
                in.duration(),
                in.optional(in::duration),
                in.small(),
                in.small(),
                in.instant(),
                Boolean.TRUE.equals(in.flag()),
                in.optional(in::instant),
                in.optional(in::text),
                in.texts(),
                in.texts(),
                in.flag(),
                in.flag());
        return new Challenge(opened, in.signed(), in.small(), Boolean.TRUE.equals(in.flag()));
    }
}
