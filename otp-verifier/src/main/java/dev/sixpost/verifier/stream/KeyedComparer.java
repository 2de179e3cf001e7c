package dev.sixpost.verifier.stream;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Guess;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.LinkToken;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Subject;
import dev.sixpost.verifier.fold.Comparer;
import java.util.Optional;

/**
 * Derives what the right guess would look like and compares in a time that tells nothing. A challenge whose key was
 * retired has no right guess any more: it fails closed.
 */
public final class KeyedComparer implements Comparer {
    private final Keys keys;
    private final VerifierMeters meters;

    public KeyedComparer(Keys keys, VerifierMeters meters) {
        this.keys = keys;
        this.meters = meters;
    }

    @Override
    public boolean canJudge(String guess) {
        return keyOf(guess).isPresent();
    }

    @Override
    public boolean isCodeOf(ChallengeOpened challenge, String guess) {
        meters.compared();
        if (challenge.testGuess() != null) {
            return Guess.same(challenge.testGuess(), guess);
        }
        Key key = challengeKey(challenge);
        String digits = Derivation.code(
                key,
                Nonce.bytes(challenge.nonce()),
                challenge.application(),
                challenge.purpose(),
                challenge.email(),
                challenge.codeLength());
        String right = Derivation.guessOfCode(
                guessKey(guess), challenge.application(), challenge.purpose(), challenge.email(), digits);
        return Guess.same(right, guess) && isItsOwn(key, challenge);
    }

    @Override
    public boolean isLinkOf(ChallengeOpened challenge, String guess) {
        meters.compared();
        Key key = challengeKey(challenge);
        String subject = Subject.of(challenge.application(), challenge.email());
        LinkToken token = Derivation.link(
                key,
                Nonce.bytes(challenge.nonce()),
                challenge.application(),
                challenge.challengeId(),
                subject,
                challenge.requestId());
        String right = Derivation.guessOfLink(guessKey(guess), challenge.application(), token);
        return Guess.same(right, guess) && isItsOwn(key, challenge);
    }

    private Optional<Key> keyOf(String guess) {
        return Guess.keyIdOf(guess).flatMap(keys::find);
    }

    private Key guessKey(String guess) {
        return keyOf(guess).orElseThrow(() -> new IllegalArgumentException("a guess by an unknown key"));
    }

    /** The current key stands in for a retired one, so that both take as long. */
    private Key challengeKey(ChallengeOpened challenge) {
        return keys.find(challenge.keyId()).orElseGet(() -> {
            meters.keyRetired();
            return keys.current();
        });
    }

    private static boolean isItsOwn(Key key, ChallengeOpened challenge) {
        return key.id().equals(challenge.keyId());
    }
}
