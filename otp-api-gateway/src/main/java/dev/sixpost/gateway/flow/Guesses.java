package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.form.VerifyForm;
import dev.sixpost.gateway.view.Handovers;
import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.LinkToken;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Verdict;
import dev.sixpost.schemas.VerifyOtp;
import java.util.Optional;
import java.util.function.Predicate;

/** Turns what somebody typed or followed into a command that holds a keyed digest of it, and nothing else of it. Pure but for new identities. */
public final class Guesses {
    /**
     * @param belongs whether a verdict is about this guess
     */
    record Guess(String commandId, String subject, VerifyOtp event, Predicate<Verdict> belongs) {}

    private final Key key;
    private final Ids ids;

    public Guesses(Key key, Ids ids) {
        this.key = key;
        this.ids = ids;
    }

    /**
     * The command of a guess.
     *
     * @param forWhoAsked whether the page that asked for a link may be told its outcome
     */
    Guess of(String application, VerifyForm form, boolean forWhoAsked, Optional<String> idempotencyKey) {
        return switch (form) {
            case VerifyForm.ByCode code -> ofCode(application, code, idempotencyKey);
            case VerifyForm.ByLink link -> ofLink(application, link.token(), forWhoAsked, idempotencyKey);
        };
    }

    private Guess ofCode(String application, VerifyForm.ByCode form, Optional<String> idempotencyKey) {
        String email = form.email().canonical();
        String scope = application + "/" + form.purpose().wire() + "/" + email;
        String guess = Derivation.guessOfCode(key, application, form.purpose(), email, form.digits());
        Ids.Identity identity = ids.command(scope, idempotencyKey, guess);
        VerifyOtp event = new VerifyOtp(
                application,
                form.typedEmail(),
                form.purpose(),
                guess,
                form.digits().length(),
                null,
                null,
                null,
                identity.idempotency());
        return new Guess(
                identity.id(),
                Subject.of(application, email),
                event,
                verdict -> verdict.application().equals(application)
                        && email.equals(verdict.email())
                        && form.purpose() == verdict.purpose());
    }

    private Guess ofLink(String application, LinkToken token, boolean forWhoAsked, Optional<String> idempotencyKey) {
        String guess = Derivation.guessOfLink(key, application, token);
        Ids.Identity identity = ids.command(application + "/link/" + token.challengeId(), idempotencyKey, guess);
        VerifyOtp event = new VerifyOtp(
                application, null, null, guess, null, token.challengeId(), null, null, identity.idempotency());
        return new Guess(
                forWhoAsked ? Handovers.mark(identity.id(), token.request()) : identity.id(),
                token.subject(),
                event,
                verdict -> verdict.application().equals(application) && isOf(verdict, token));
    }

    /** A verdict on a link that is not known names nobody. */
    private static boolean isOf(Verdict verdict, LinkToken token) {
        String email = verdict.email();
        String challenge = verdict.challengeId();
        return (email == null || Subject.of(verdict.application(), email).equals(token.subject()))
                && (challenge == null || challenge.equals(token.challengeId()));
    }
}
