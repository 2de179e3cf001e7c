package dev.sixpost.issuer.decide;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.issuer.decide.Known.Account;
import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationConfigured.Policy;
import dev.sixpost.schemas.ApplicationConfigured.Resend;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.MailKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an admitted request is offered: the code that is live already, a fresh one, or the advice to wait. */
final class ChallengeOffer {
    private static final Pattern LANGUAGE_TAG = Pattern.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}");

    private final Instant now;
    private final String keyId;
    private final Map<Mailbox, Account> accounts;

    ChallengeOffer(Circumstances circumstances, Map<Mailbox, Account> accounts) {
        this.now = circumstances.now();
        this.keyId = circumstances.keyId();
        this.accounts = accounts;
    }

    Answer answer(Ask ask, ApplicationConfigured settings, @Nullable Challenge standing) {
        Policy policy = settings.policy(ask.slot().purpose());
        if (standing == null) {
            return issue(ask, settings, open(ask, settings, policy), MailKind.CODE);
        }
        if (standing.coolsDown(now)) {
            return new Rejected(
                    ask.asked(),
                    now,
                    "resend-cooldown",
                    wholeSecondsUntil(standing.standing().resendAt()));
        }
        if (policy.resend() == Resend.SAME_CODE && standing.isWorthSendingAgain(now)) {
            Duration wait = policy.waitBeforeResend(standing.standing().resends() + 1);
            return issue(
                    ask, settings, standing.with(standing.standing().mailedAgain(now.plus(wait))), MailKind.RESEND);
        }
        return issue(ask, settings, open(ask, settings, policy), MailKind.CODE);
    }

    private Challenge open(Ask ask, ApplicationConfigured settings, Policy policy) {
        Terms terms = new Terms(
                policy.codeLength(),
                policy.ttl(),
                wantedForm(ask, policy) == DeliveryForm.LINK ? policy.linkTtl() : null,
                policy.maxAttempts(),
                settings.limits().failuresPerAddressPerDay());
        Account account = accounts.get(ask.slot().mailbox());
        String ownAccountId = ask.wanted().accountId();
        return new Challenge(
                ask.freshId(),
                ask.slot(),
                ask.requestId(),
                ask.freshNonce(),
                keyId,
                terms,
                ask.askedAt(),
                now.plus(policy.ttl()),
                account == null ? null : account.firstVerifiedAt(),
                ownAccountId == null && account != null ? account.accountId() : ownAccountId,
                ask.wanted().metadata(),
                Standing.opened(now.plus(policy.waitBeforeResend(0))));
    }

    private Issued issue(Ask ask, ApplicationConfigured settings, Challenge challenge, MailKind kind) {
        EmailAddress address = ask.address();
        if (address == null) {
            throw new IllegalStateException("admitted without an address");
        }
        boolean link = challenge.terms().linkTtl() != null
                && wantedForm(ask, settings.policy(ask.slot().purpose())) == DeliveryForm.LINK;
        return new Issued(
                ask.asked(),
                now,
                challenge,
                address.recipient(),
                locale(ask.wanted().locale(), settings),
                link ? DeliveryForm.LINK : DeliveryForm.CODE,
                kind,
                challenge.standing().resendAt());
    }

    private static DeliveryForm wantedForm(Ask ask, Policy policy) {
        DeliveryForm wanted = ask.wanted().delivery();
        return wanted == null ? policy.delivery() : wanted;
    }

    private static String locale(@Nullable String wanted, ApplicationConfigured settings) {
        return wanted != null && LANGUAGE_TAG.matcher(wanted).matches() ? wanted : settings.locale();
    }

    /** Rounded up, so that who waits that long is not refused again. */
    private long wholeSecondsUntil(Instant then) {
        return Math.ceilDiv(Duration.between(now, then).toMillis(), 1000L);
    }
}
