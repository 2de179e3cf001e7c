package dev.sixpost.issuer.decide;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.issuer.decide.TestAddresses.FixedCode;
import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.text.Tag;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationConfigured.Policy;
import dev.sixpost.schemas.ApplicationConfigured.Resend;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an admitted request is offered: the code that is live already, a fresh one, a decoy, or the advice to wait. Whoever
 * is offered a decoy waits, is limited and is answered as everybody is.
 */
final class ChallengeOffer {
    private final Instant now;
    private final String keyId;
    private final TestAddresses tests;

    ChallengeOffer(Circumstances circumstances, TestAddresses tests) {
        this.now = circumstances.now();
        this.keyId = circumstances.keyId();
        this.tests = tests;
    }

    Answer answer(
            Ask ask,
            ApplicationConfigured settings,
            @Nullable Account account,
            Address address,
            @Nullable Challenge standing) {
        Optional<FixedCode> fixed = tests.find(settings, ask.slot(), now);
        if (fixed.isEmpty() && address.isRefused(now)) {
            return rejected(ask, "address-not-allowed", null);
        }
        if (address.isLocked(now)) {
            return rejected(ask, "locked", address.lockedUntil());
        }
        Optional<MailKind> instead =
                AccountRules.insteadOfCode(settings.accounts(), ask.slot().purpose(), account);
        if (instead.isPresent() && settings.accounts().reveal()) {
            return rejected(ask, AccountRules.reason(instead.get()), null);
        }
        if (standing != null && standing.coolsDown(now)) {
            return rejected(ask, "resend-cooldown", standing.standing().resendAt());
        }
        Instant free = fixed.isPresent() ? null : address.freeAt(settings.limits(), now);
        if (free != null) {
            return rejected(ask, "rate-limited", free);
        }
        if (standing != null && isSentAgain(ask, standing, settings, account, fixed)) {
            Duration wait = settings.policy(ask.slot().purpose())
                    .waitBeforeResend(standing.standing().resends() + 1);
            Challenge again =
                    standing.with(standing.standing().mailedAgain(earlier(now.plus(wait), standing.expiresAt())));
            MailKind kind = again.decoy() ? AccountRules.ofDecoy(ask.slot().purpose()) : MailKind.RESEND;
            return issue(ask, settings, account, again, kind);
        }
        Challenge fresh = open(ask, settings, account, instead.isPresent(), fixed);
        return issue(ask, settings, account, fresh, instead.orElse(MailKind.CODE));
    }

    private boolean isSentAgain(
            Ask ask,
            Challenge standing,
            ApplicationConfigured settings,
            @Nullable Account account,
            Optional<FixedCode> fixed) {
        Purpose purpose = standing.slot().purpose();
        return settings.policy(purpose).resend() == Resend.SAME_CODE
                && standing.isWorthSendingAgain(now)
                && standing.isMeantBy(ask)
                && Objects.equals(standing.testGuess(), guess(fixed))
                && (!standing.decoy() || AccountRules.keepDecoy(settings.accounts(), purpose, account));
    }

    private static @Nullable String guess(Optional<FixedCode> fixed) {
        return fixed.map(FixedCode::guess).orElse(null);
    }

    private Issued issue(
            Ask ask, ApplicationConfigured settings, @Nullable Account account, Challenge challenge, MailKind kind) {
        boolean link = !challenge.decoy()
                && challenge.terms().linkTtl() != null
                && wantedForm(ask, settings.policy(ask.slot().purpose())) == DeliveryForm.LINK;
        return new Issued(
                ask.asked(),
                now,
                challenge,
                recipient(ask),
                locale(ask, account, settings),
                link ? DeliveryForm.LINK : DeliveryForm.CODE,
                kind,
                challenge.standing().resendAt());
    }

    private Challenge open(
            Ask ask,
            ApplicationConfigured settings,
            @Nullable Account account,
            boolean decoy,
            Optional<FixedCode> fixed) {
        Policy policy = settings.policy(ask.slot().purpose());
        boolean link = fixed.isEmpty() && wantedForm(ask, policy) == DeliveryForm.LINK;
        Terms terms = new Terms(
                fixed.map(FixedCode::length).orElse(policy.codeLength()),
                policy.ttl(),
                link ? policy.linkTtl() : null,
                policy.maxAttempts(),
                settings.limits().failuresPerAddressPerDay());
        Instant expiresAt = now.plus(policy.ttl());
        Signup signup = ask.signup();
        return new Challenge(
                ask.freshId(),
                ask.slot(),
                ask.requestId(),
                ask.freshNonce(),
                keyId,
                terms,
                ask.askedAt(),
                expiresAt,
                account == null ? null : account.firstVerifiedAt(),
                Opener.of(ask),
                accountId(ask, account),
                signup != null ? signup.attributes() : attributes(account),
                ask.wanted().metadata(),
                decoy,
                guess(fixed),
                Standing.opened(earlier(now.plus(policy.waitBeforeResend(0)), expiresAt)));
    }

    /** Nobody waits for the resend of a code that is over. */
    private static Instant earlier(Instant resendAt, Instant expiresAt) {
        return resendAt.isBefore(expiresAt) ? resendAt : expiresAt;
    }

    /** The request's, else the account's. What an earlier sign-up named is not the account of one that names none. */
    private static @Nullable String accountId(Ask ask, @Nullable Account account) {
        String named = ask.wanted().accountId();
        if (named != null || account == null) {
            return named;
        }
        return account.isVerified() || ask.signup() == null ? account.accountId() : null;
    }

    /** What a sign-up said goes on to whoever creates the account, which is when it is confirmed. */
    private static @Nullable Map<String, String> attributes(@Nullable Account account) {
        return account == null || account.isVerified() ? null : account.attributes();
    }

    private static String recipient(Ask ask) {
        EmailAddress address = ask.address();
        if (address == null) {
            throw new IllegalStateException("admitted without an address");
        }
        return address.recipient();
    }

    private static DeliveryForm wantedForm(Ask ask, Policy policy) {
        DeliveryForm wanted = ask.wanted().delivery();
        return wanted == null ? policy.delivery() : wanted;
    }

    private static String locale(Ask ask, @Nullable Account account, ApplicationConfigured settings) {
        String wanted = ask.wanted().locale() == null && account != null
                ? account.locale()
                : ask.wanted().locale();
        return wanted != null && Tag.isWellFormed(wanted) ? wanted : settings.locale();
    }

    private Rejected rejected(Ask ask, String reason, @Nullable Instant until) {
        return new Rejected(ask.asked(), now, reason, until == null ? null : wholeSecondsUntil(until));
    }

    /** Rounded up, so that who waits that long is not refused again. */
    private long wholeSecondsUntil(Instant then) {
        return Math.ceilDiv(Duration.between(now, then).toMillis(), 1000L);
    }
}
