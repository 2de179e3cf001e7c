package dev.sixpost.bench;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.VerifyOtp;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** When the events of one flow were written, by the broker's clock, in whole milliseconds. */
final class Seen {
    enum Kind {
        REQUESTED(OtpRequested.class),
        OPENED(ChallengeOpened.class),
        ISSUED(OtpIssued.class),
        MAIL_REQUESTED(EmailRequested.class),
        MAIL_SENT(EmailSent.class),
        COMMANDED(VerifyOtp.class),
        RULED(OtpVerified.class),
        PROVEN(EmailVerified.class);

        private final Class<? extends Event> event;

        Kind(Class<? extends Event> event) {
            this.event = event;
        }

        static Optional<Kind> of(Event found) {
            for (Kind kind : values()) {
                if (kind.event.isInstance(found)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    private final Map<Kind, Long> millis = new EnumMap<>(Kind.class);

    void add(Kind kind, long timestamp) {
        millis.putIfAbsent(kind, timestamp);
    }

    boolean isComplete() {
        return millis.size() == Kind.values().length;
    }

    long nanos(Kind kind) {
        return millis.getOrDefault(kind, 0L) * 1_000_000;
    }
}
