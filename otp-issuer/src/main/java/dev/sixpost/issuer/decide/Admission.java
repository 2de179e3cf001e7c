package dev.sixpost.issuer.decide;

import dev.sixpost.kit.address.AddressPolicy;
import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.schemas.ApplicationConfigured;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request must fulfil before anybody thinks of a challenge; the first rule that is broken names the reason. */
final class Admission {
    static final String PURPOSE_DISABLED = "purpose-disabled";
    static final String OUTDATED = "stale";

    private static final Duration STALE = Duration.ofMinutes(10);
    private static final int MAX_ACCOUNT_ID = 128;
    private static final int MAX_TEXTS = 16;
    private static final int MAX_TEXT = 256;

    private Admission() {}

    /** The reason to refuse; null where there is none. What needs no code is never too late: nothing is mailed. */
    static @Nullable String refusal(
            Ask ask, @Nullable ApplicationConfigured settings, AddressPolicy addresses, Instant now) {
        EmailAddress address = ask.address();
        if (address == null || !isWithinBounds(ask)) {
            return "invalid-request";
        }
        if (ask.askedAt().plus(STALE).isBefore(now) && !needsNoCode(ask, settings)) {
            return OUTDATED;
        }
        if (settings == null) {
            return "unknown-application";
        }
        if (!settings.enabled()) {
            return "application-disabled";
        }
        if (!settings.policy(ask.slot().purpose()).enabled() && ask.signup() == null) {
            return PURPOSE_DISABLED;
        }
        return addresses
                .refusal(address, settings)
                .map(AddressPolicy.Refusal::problem)
                .orElse(null);
    }

    /** A sign-up names an account also where its purpose is off. */
    static boolean needsNoCode(Ask ask, @Nullable ApplicationConfigured settings) {
        return ask.signup() != null
                && settings != null
                && !settings.policy(ask.slot().purpose()).enabled();
    }

    private static boolean isWithinBounds(Ask ask) {
        Signup signup = ask.signup();
        return isNoLonger(ask.wanted().accountId(), MAX_ACCOUNT_ID)
                && areFew(ask.wanted().metadata(), MAX_TEXTS)
                && (signup == null
                        || (isNoLonger(signup.name(), MAX_TEXT) && areFew(signup.attributes(), MAX_TEXTS + 1)));
    }

    private static boolean areFew(@Nullable Map<String, String> texts, int most) {
        return texts == null
                || (texts.size() <= most
                        && texts.entrySet().stream()
                                .allMatch(text ->
                                        isNoLonger(text.getKey(), MAX_TEXT) && isNoLonger(text.getValue(), MAX_TEXT)));
    }

    /** In characters as JSON Schema counts them. */
    private static boolean isNoLonger(@Nullable String text, int most) {
        return text == null || text.codePointCount(0, text.length()) <= most;
    }
}
