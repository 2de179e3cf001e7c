package dev.sixpost.verifier.codec;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.verifier.fold.Challenge;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The stored form of a challenge; application and address are those of the state it is in. */
final class ChallengeForm {

    private ChallengeForm() {}

    /** From this version of the state on, a challenge ends with the guess of a test address. */
    private static final int WITH_TEST_GUESS = 2;

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
        out.optional(opened.testGuess(), out::text);
    }

    static Challenge read(In in, String application, String email, int version) {
        String id = in.id();
        String requestId = in.id();
        Purpose purpose = Words.purpose(in.octet());
        String nonce = in.text();
        String keyId = in.text();
        int codeLength = in.small();
        Duration ttl = in.duration();
        Duration linkTtl = in.optional(in::duration);
        int maxAttempts = in.small();
        int failuresPerDay = in.small();
        Instant requestedAt = in.instant();
        boolean verifiedBefore = Boolean.TRUE.equals(in.flag());
        Instant firstVerifiedAt = in.optional(in::instant);
        String accountId = in.optional(in::text);
        Map<String, String> attributes = in.texts();
        Map<String, String> metadata = in.texts();
        Boolean decoy = in.flag();
        Boolean test = in.flag();
        long openedAt = in.signed();
        int attempts = in.small();
        boolean verified = Boolean.TRUE.equals(in.flag());
        String testGuess = version < WITH_TEST_GUESS ? null : in.optional(in::text);
        ChallengeOpened opened = new ChallengeOpened(
                id,
                requestId,
                application,
                email,
                purpose,
                nonce,
                keyId,
                codeLength,
                ttl,
                linkTtl,
                maxAttempts,
                failuresPerDay,
                requestedAt,
                verifiedBefore,
                firstVerifiedAt,
                accountId,
                attributes,
                metadata,
                decoy,
                test,
                testGuess);
        return new Challenge(opened, openedAt, attempts, verified);
    }
}
