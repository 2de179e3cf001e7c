package dev.sixpost.mailer;

import dev.sixpost.mailer.smtp.Relays;
import dev.sixpost.mailer.smtp.Verdict.CredentialsRefused;
import dev.sixpost.mailer.smtp.Verdict.Deferred;
import dev.sixpost.mailer.smtp.Verdict.Rejected;
import dev.sixpost.mailer.smtp.Verdict.RelayDown;
import dev.sixpost.mailer.smtp.Verdict.Sent;
import dev.sixpost.mailer.smtp.Verdict.TooLate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one try with one mail ended. Pure. */
sealed interface Conclusion {

    /** The relay does not let us send under this address: for the operator to mend. */
    String SENDER_REFUSED = "sender-refused";

    record Delivered(String relay, int code) implements Conclusion {}

    record Failed(@Nullable String relay, @Nullable Integer code, String reason, boolean permanent)
            implements Conclusion {}

    record Delayed(@Nullable String relay, @Nullable Integer code, Tier tier) implements Conclusion {}

    /** What a relay's verdict, or the lack of a relay, means for the mail. */
    static Conclusion of(Optional<Relays.Attempt> tried, int attempt, Instant now, Instant expiresAt) {
        if (tried.isEmpty()) {
            return delayed(null, null, 0, now, expiresAt);
        }
        String relay = tried.get().relay();
        return switch (tried.get().verdict()) {
            case Sent(int code) -> new Delivered(relay, code);
            case Rejected(int code, boolean senderAtFault) ->
                new Failed(relay, code, senderAtFault ? SENDER_REFUSED : "rejected-by-server", !senderAtFault);
            case TooLate() -> new Failed(relay, null, Plan.EXPIRED, false);
            case Deferred(Integer code) -> delayed(relay, code, attempt, now, expiresAt);
            // Not this mail's fault: it is there again as soon as the relay may be.
            case RelayDown(Integer code, boolean _) -> delayed(relay, code, 0, now, expiresAt);
            case CredentialsRefused(int code) -> delayed(relay, code, 0, now, expiresAt);
        };
    }

    /** Later, as long as the code lives. */
    static Conclusion delayed(
            @Nullable String relay, @Nullable Integer code, int failedTries, Instant now, Instant expiresAt) {
        return Tier.after(failedTries, now, expiresAt)
                .<Conclusion>map(tier -> new Delayed(relay, code, tier))
                .orElseGet(() -> new Failed(relay, code, Plan.EXPIRED, false));
    }
}
