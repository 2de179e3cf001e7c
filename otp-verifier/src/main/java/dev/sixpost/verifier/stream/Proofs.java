package dev.sixpost.verifier.stream;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Guess;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.LinkToken;
import dev.sixpost.kit.text.TypedCode;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.verifier.fold.Presented;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command presents, brought to one form: what came in clear becomes a keyed digest. */
final class Proofs {
    private final Keys keys;

    Proofs(Keys keys) {
        this.keys = keys;
    }

    /**
     * The proof in a command.
     *
     * @param email canonical
     */
    Presented read(VerifyOtp command, @Nullable String email, Purpose purpose) {
        if (command.link() != null) {
            return LinkToken.parse(command.link())
                    .<Presented>map(token -> link(command.application(), token))
                    .orElseGet(Presented.Malformed::new);
        }
        if (command.guess() != null) {
            return digest(command.guess(), command.challengeId(), command.digits());
        }
        return Optional.ofNullable(command.code())
                .flatMap(TypedCode::digits)
                .filter(typed -> email != null)
                .<Presented>map(typed -> code(command.application(), email, purpose, typed))
                .orElseGet(Presented.Malformed::new);
    }

    /** Where nobody says how many digits a guess stands for, it may be of any number. */
    private static Presented digest(String guess, @Nullable String challengeId, @Nullable Integer digits) {
        if (Guess.keyIdOf(guess).isEmpty()) {
            return new Presented.Malformed();
        }
        return challengeId != null
                ? new Presented.Link(challengeId, guess)
                : new Presented.Code(guess, digits == null ? 0 : digits);
    }

    private Presented code(String application, @Nullable String email, Purpose purpose, String digits) {
        if (email == null) {
            return new Presented.Malformed();
        }
        return new Presented.Code(
                Derivation.guessOfCode(keys.current(), application, purpose, email, digits), digits.length());
    }

    private Presented link(String application, LinkToken token) {
        return new Presented.Link(token.challengeId(), Derivation.guessOfLink(keys.current(), application, token));
    }
}
