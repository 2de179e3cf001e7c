package dev.sixpost.bench;

import java.util.Locale;

/** What is timed of each flow; request and mail count from when the flow was meant to start. */
enum Step {
    REQUEST,
    MAIL,
    VERIFY,
    EVENT;

    long nanosOf(Flow flow) {
        return switch (this) {
            case REQUEST -> flow.answered - flow.intended;
            case MAIL -> flow.mail.join().atNanos() - flow.intended;
            case VERIFY -> flow.verified - flow.verifying;
            case EVENT -> Math.max(0, flow.proven.join() - flow.verifying);
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
