package dev.sixpost.mailer.mail;

import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a mail says: everything its words depend on, besides application and language. Pure. */
sealed interface Letter {

    /** To somebody who is thought to have asked. {@code minutes} are left; {@code link}: how long the one beside it lives. */
    record Code(
            Purpose purpose,
            boolean again,
            int digits,
            long minutes,
            @Nullable Left link) implements Letter {}

    /** To the owner of an address without an account: no code. */
    record NoAccount(Purpose purpose) implements Letter {}

    /** To the owner of an address that somebody wanted to sign up again: no code. */
    record AlreadyRegistered() implements Letter {}

    /** What is left, in the unit that people would say it in; down to whole ones. */
    record Left(Unit unit, long count) {
        /** The names are the last part of the messages' keys. */
        enum Unit {
            MINUTES,
            HOURS,
            DAYS
        }

        static Left of(Duration left) {
            if (left.compareTo(DAYS_FROM) >= 0) {
                return new Left(Unit.DAYS, left.toDays());
            }
            return left.toHours() > 0 ? new Left(Unit.HOURS, left.toHours()) : new Left(Unit.MINUTES, minutes(left));
        }

        private static long minutes(Duration left) {
            return Math.max(1, left.toMinutes());
        }
    }

    Duration DAYS_FROM = Duration.ofDays(2);

    /** The seconds a mail takes on its way cost no minute. */
    Duration ON_ITS_WAY = Duration.ofSeconds(10);

    int MIN_DIGITS = 6;
    int MAX_DIGITS = 10;

    static Letter of(EmailRequested request, Instant now) throws Unrenderable {
        return switch (request.kind()) {
            case CODE -> code(request, false, now);
            case RESEND -> code(request, true, now);
            case NO_ACCOUNT -> new NoAccount(existing(request.purpose()));
            case ALREADY_REGISTERED -> new AlreadyRegistered();
        };
    }

    private static Code code(EmailRequested request, boolean again, Instant now) throws Unrenderable {
        if (request.codeLength() < MIN_DIGITS || request.codeLength() > MAX_DIGITS) {
            throw new Unrenderable("code-length");
        }
        long minutes = Math.max(0, left(now, request.expiresAt()).toMinutes());
        Instant linkEnds = request.linkExpiresAt() == null ? request.expiresAt() : request.linkExpiresAt();
        Left link = request.delivery() == DeliveryForm.LINK ? Left.of(left(now, linkEnds)) : null;
        return new Code(request.purpose(), again, request.codeLength(), minutes, link);
    }

    private static Duration left(Instant now, Instant end) {
        return Duration.between(now, end).plus(ON_ITS_WAY);
    }

    /** A sign-up needs no account. */
    private static Purpose existing(Purpose purpose) throws Unrenderable {
        if (purpose == Purpose.SIGNUP) {
            throw new Unrenderable("kind-and-purpose");
        }
        return purpose;
    }
}
