package dev.sixpost.kit.kafka;

import java.util.function.LongSupplier;

/** A broker clock on a machine whose own clock is wrong. */
public final class SkewedClock {
    private SkewedClock() {}

    public static BrokerClock of(LongSupplier monotonicMillis, long skewMillis) {
        return new BrokerClock(monotonicMillis, () -> monotonicMillis.getAsLong() + skewMillis);
    }
}
