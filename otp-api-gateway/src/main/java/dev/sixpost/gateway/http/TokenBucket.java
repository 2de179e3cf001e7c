package dev.sixpost.gateway.http;

/** A burst, refilled at a rate. Pure: time comes in as nanoseconds of a clock that only goes forward. */
record TokenBucket(double tokens, long filledAtNanos, boolean refused) {
    private static final double NANOS_PER_SECOND = 1e9;

    static TokenBucket full(int burst, long nowNanos) {
        return new TokenBucket(burst, nowNanos, false);
    }

    /** The bucket after one more was asked for. */
    TokenBucket take(long nowNanos, double perSecond, int burst) {
        double elapsedSeconds = Math.max(0, nowNanos - filledAtNanos) / NANOS_PER_SECOND;
        double filled = Math.min(burst, tokens + elapsedSeconds * perSecond);
        return filled >= 1 ? new TokenBucket(filled - 1, nowNanos, false) : new TokenBucket(filled, nowNanos, true);
    }
}
