package dev.sixpost.issuer.flow;

import dev.sixpost.schemas.Delivery;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.SignupRequested;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether an event's texts fit the tables: PostgreSQL knows no NUL, and an index no text without a bound. */
final class Storable {
    private static final int MAX_ID = 256;
    private static final int MAX_APPLICATION = 63;
    private static final int MAX_IDEMPOTENCY = 128;
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private Storable() {}

    static boolean is(String requestId, OtpRequested wanted) {
        return fits(requestId, MAX_ID)
                && fits(wanted.application(), MAX_APPLICATION)
                && fits(wanted.idempotency(), MAX_IDEMPOTENCY)
                && fits(wanted.email(), UNBOUNDED)
                && fits(wanted.accountId(), UNBOUNDED)
                && fits(wanted.metadata());
    }

    static boolean is(String requestId, SignupRequested wanted) {
        return fits(requestId, MAX_ID)
                && fits(wanted.application(), MAX_APPLICATION)
                && fits(wanted.email(), UNBOUNDED)
                && fits(wanted.accountId(), UNBOUNDED)
                && fits(wanted.idempotency(), MAX_IDEMPOTENCY)
                && fits(wanted.name(), UNBOUNDED)
                && fits(wanted.locale(), UNBOUNDED)
                && fits(wanted.attributes());
    }

    static boolean is(OtpVerified verdict) {
        return fits(verdict.challengeId(), MAX_ID)
                && fits(verdict.application(), MAX_APPLICATION)
                && fits(verdict.email(), MAX_ID)
                && fits(verdict.accountId(), MAX_ID);
    }

    static boolean is(OtpRefused verdict) {
        return fits(verdict.challengeId(), MAX_ID)
                && fits(verdict.application(), MAX_APPLICATION)
                && fits(verdict.email(), MAX_ID);
    }

    static boolean is(Delivery delivery) {
        String reason = delivery instanceof EmailFailed failed ? failed.reason() : null;
        return fits(delivery.requestId(), MAX_ID) && fits(delivery.challengeId(), MAX_ID) && fits(reason, MAX_ID);
    }

    private static boolean fits(@Nullable Map<String, String> texts) {
        return texts == null
                || texts.entrySet().stream()
                        .allMatch(text -> fits(text.getKey(), UNBOUNDED) && fits(text.getValue(), UNBOUNDED));
    }

    /** In characters, as schemas and codec count them. */
    private static boolean fits(@Nullable String text, int maxLength) {
        return text == null || (text.codePointCount(0, text.length()) <= maxLength && text.indexOf('\0') < 0);
    }
}
