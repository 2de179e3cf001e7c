package dev.sixpost.gateway.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moments as the view keeps them, without an object for each: broker time has no finer steps. Pure. */
final class Millis {
    /** No moment. */
    static final long NONE = Long.MIN_VALUE;

    private Millis() {}

    static long of(@Nullable Instant at) {
        return at == null ? NONE : at.toEpochMilli();
    }

    static @Nullable Instant at(long millis) {
        return millis == NONE ? null : Instant.ofEpochMilli(millis);
    }
}
