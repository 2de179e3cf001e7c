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
        boolean refused = accounts.mode().equals(KNOWN)
                && (purpose == Purpose.SIGNUP ? account != null && account.isVerified() : account == null);
        return refused ? Optional.of(ofDecoy(purpose)) : Optional.empty();
    }

    /** The mail that goes out with a decoy. */
    static MailKind ofDecoy(Purpose purpose) {
        return purpose == Purpose.SIGNUP ? MailKind.ALREADY_REGISTERED : MailKind.NO_ACCOUNT;
    }

    /**
     * Whether a live decoy goes on standing for a code. What anybody may say of an account does not end it, so that asking
     * again does not tell whether there is one. A proof since then does, which takes the owner of the address, and so do
     * settings that hide no accounts.
     */
    static boolean keepDecoy(Accounts accounts, Purpose purpose, @Nullable Account account) {
        boolean hidden = accounts.mode().equals(KNOWN) && !accounts.reveal();
        boolean provenSince = purpose != Purpose.SIGNUP && account != null && account.isVerified();
        return hidden && !provenSince;
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
