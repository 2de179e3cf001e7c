package dev.sixpost.mailer;

import dev.sixpost.kit.crypto.Key;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.EmailRequested;
import java.time.Instant;
import java.util.Optional;

/** What to do with a request for a mail. Pure. */
sealed interface Plan {

    record Send(ApplicationConfigured application, Key key) implements Plan {}

    /** Later, at the earliest tier or at the one its number of tries gives; {@code why} is for the log. */
    record Postpone(boolean soon, String why) implements Plan {}

    /** Never; {@code reason} goes into EmailFailed. */
    record GiveUp(String reason) implements Plan {}

    String EXPIRED = "expired";
    String UNKNOWN_APPLICATION = "unknown-application";

    /**
     * Decides.
     *
     * @param attempt tries behind it
     * @param lastDelivery the broker would drop the record if this delivery failed: forwarding starts it afresh
     */
    static Plan of(
            EmailRequested request,
            int attempt,
            boolean lastDelivery,
            Instant now,
            Optional<ApplicationConfigured> application,
            Optional<Key> key) {
        if (!now.isBefore(request.expiresAt())) {
            return new GiveUp(EXPIRED);
        }
        if (lastDelivery) {
            return new Postpone(true, "delivery-limit");
        }
        if (application.isEmpty()) {
            // Its settings may be on their way to us.
            return attempt == 0 ? new Postpone(true, UNKNOWN_APPLICATION) : new GiveUp(UNKNOWN_APPLICATION);
        }
        if (!application.get().enabled()) {
            return new GiveUp("application-disabled");
        }
        // A key that is still to be given to this worker, or to another one; a forged id must not stop the others.
        return key.isEmpty() ? new Postpone(false, "key-missing") : new Send(application.get(), key.get());
    }
}
