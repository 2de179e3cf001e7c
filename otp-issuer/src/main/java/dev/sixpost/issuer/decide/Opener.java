package dev.sixpost.issuer.decide;

import org.jspecify.annotations.Nullable;

/**
 * What the request that opened a challenge said itself. Later ones are held against this and never against what is known
 * of the account: whoever asks twice learns nothing of it.
 *
 * @param signup whether it was a sign-up
 * @param accountId the account it named
 */
public record Opener(boolean signup, @Nullable String accountId) {

    static Opener of(Ask ask) {
        return new Opener(ask.signup() != null, ask.wanted().accountId());
    }
}
