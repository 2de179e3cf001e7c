package dev.sixpost.issuer.decide;

import dev.sixpost.schemas.ApplicationConfigured;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request must fulfil before anybody thinks of a challenge; the first rule that is broken names the reason. */
final class Admission {
    private static final Duration STALE = Duration.ofMinutes(10);
    private static final int MAX_ACCOUNT_ID = 128;
    private static final int MAX_METADATA = 16;
    private static final int MAX_METADATA_TEXT = 256;

    private Admission() {}

    /** The reason to refuse; null where there is none. */
    static @Nullable String refusal(Ask ask, @Nullable ApplicationConfigured settings, Instant now) {
        if (ask.address() == null || !isWithinBounds(ask)) {
            return "invalid-request";
        }
        if (ask.askedAt().plus(STALE).isBefore(now)) {
            return "stale";
        }
        if (settings == null) {
            return "unknown-application";
        }
        if (!settings.enabled()) {
            return "application-disabled";
        }
        return settings.policy(ask.slot().purpose()).enabled() ? null : "purpose-disabled";
    }

    private static boolean isWithinBounds(Ask ask) {
        String accountId = ask.wanted().accountId();
        Map<String, String> metadata = ask.wanted().metadata();
        if (accountId != null && accountId.length() > MAX_ACCOUNT_ID) {
            return false;
        }
        return metadata == null
                || (metadata.size() <= MAX_METADATA
                        && metadata.entrySet().stream().allMatch(Admission::isWithinBounds));
    }

    private static boolean isWithinBounds(Map.Entry<String, String> entry) {
        return entry.getKey().length() <= MAX_METADATA_TEXT && entry.getValue().length() <= MAX_METADATA_TEXT;
    }
}
