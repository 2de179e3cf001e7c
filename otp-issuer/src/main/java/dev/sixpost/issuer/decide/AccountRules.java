package dev.sixpost.issuer.decide;

import dev.sixpost.schemas.ApplicationConfigured.Accounts;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.Purpose;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom an application that knows its accounts sends a code: in mode {@code known} nobody signs up twice, and nobody does
 * anything else without an account. In mode {@code open} everybody gets one.
 */
final class AccountRules {
    private static final String KNOWN = "known";

    private AccountRules() {}

    /** The mail that goes out instead of a code; empty where the code goes out. */
    static Optional<MailKind> insteadOfCode(Accounts accounts, Purpose purpose, @Nullable Account account) {
        if (!accounts.mode().equals(KNOWN)) {
            return Optional.empty();
        }
        if (purpose == Purpose.SIGNUP) {
            return account != null && account.isVerified()
                    ? Optional.of(MailKind.ALREADY_REGISTERED)
                    : Optional.empty();
        }
        return account == null ? Optional.of(MailKind.NO_ACCOUNT) : Optional.empty();
    }

    /** The reason that says so plainly. */
    static String reason(MailKind instead) {
        return switch (instead) {
            case ALREADY_REGISTERED -> "already-registered";
            case NO_ACCOUNT -> "unknown-account";
            case CODE, RESEND -> throw new IllegalArgumentException("a code is no refusal");
        };
    }
}
