package dev.sixpost.mailer;

import dev.sixpost.mailer.smtp.Relays;
import dev.sixpost.mailer.smtp.Verdict.CredentialsRefused;
import dev.sixpost.mailer.smtp.Verdict.Deferred;
import dev.sixpost.mailer.smtp.Verdict.Rejected;
import dev.sixpost.mailer.smtp.Verdict.RelayDown;
import dev.sixpost.mailer.smtp.Verdict.Sent;
import dev.sixpost.mailer.smtp.Verdict.TooLate;
import dev.sixpost.mailer.smtp.Verdict.Unwritten;
import java.time.Duration;
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

    /** No relay could be asked: no try, and no news from the second time on. */
    record Awaiting(Tier tier) implements Conclusion {}

    /**
     * What a relay's verdict, or the lack of a relay, means for the mail.
     *
     * @param tries before this one
     * @param away how long its relays are left alone from now on: it is there again when they may be asked
     */
    static Conclusion of(Optional<Relays.Attempt> tried, int tries, Duration away, Instant now, Instant expiresAt) {
        int untilBack = Tier.covering(away).partition();
        if (tried.isEmpty()) {
            return Tier.after(untilBack, now, expiresAt)
                    .<Conclusion>map(Awaiting::new)
                    .orElseGet(() -> new Failed(null, null, Plan.EXPIRED, false));
        }
        String relay = tried.get().relay();
        return switch (tried.get().verdict()) {
            case Sent(int code) -> new Delivered(relay, code);
            case Rejected(int code, boolean senderAtFault) ->
                new Failed(relay, code, senderAtFault ? SENDER_REFUSED : "rejected-by-server", !senderAtFault);
            case TooLate() -> new Failed(relay, null, Plan.EXPIRED, false);
            case Unwritten() -> new Failed(null, null, "unrenderable", false);
            case Deferred(Integer code) -> delayed(relay, code, tries, now, expiresAt);
            // A relay that is well otherwise, or may have taken the mail, is not tried over and over.
            case RelayDown(Integer code, boolean ambiguous)
            when ambiguous || away.isZero() -> delayed(relay, code, Math.max(tries, untilBack), now, expiresAt);
            case RelayDown(Integer code, boolean _) -> delayed(relay, code, untilBack, now, expiresAt);
            case CredentialsRefused(int code) -> delayed(relay, code, untilBack, now, expiresAt);
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
