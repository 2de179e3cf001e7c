package dev.sixpost.issuer.store;

import dev.sixpost.schemas.Delivery;
import dev.sixpost.schemas.EmailDelayed;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.EmailSent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the mailer said of a mail, and when by the broker's clock. */
public record DeliveryReport(Delivery delivery, Instant at) {
    static final String DELAYED = "delayed";

    private static final String REFUSED = "rejected-by-server";

    String state() {
        return switch (delivery) {
            case EmailSent _ -> "sent";
            case EmailDelayed _ -> DELAYED;
            case EmailFailed _ -> "failed";
        };
    }

    boolean isRefusedForGood() {
        return delivery instanceof EmailFailed failed
                && failed.permanent()
                && failed.reason().equals(REFUSED);
    }

    @Nullable
    String reason() {
        return delivery instanceof EmailFailed failed ? failed.reason() : null;
    }
}
