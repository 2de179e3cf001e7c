package dev.sixpost.gateway.http;

import dev.sixpost.gateway.form.IpLiteral;
import java.net.Inet6Address;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Sheds gross floods before they cost anything, by client or by whatever else a flood has in common. Generous: the limits
 * that mean something are kept behind Kafka, this only keeps one from drowning an instance and all others with it.
 */
public final class FloodGate {
    private static final int MAX_REMEMBERED = 20_000;
    private static final int STRIPES = 16;
    private static final int NETWORK_BYTES = 8;

    private final LongSupplier nanoTime;
    private final List<Recent> stripes =
            Stream.generate(Recent::new).limit(STRIPES).toList();

    public FloodGate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether one more is let through: a burst at once, and then so many a second. */
    public boolean admits(String whose, double perSecond, int burst) {
        Recent stripe = stripes.get(Math.floorMod(whose.hashCode(), STRIPES));
        synchronized (stripe) {
            long now = nanoTime.getAsLong();
            TokenBucket bucket = stripe.getOrDefault(whose, TokenBucket.full(burst, now));
            TokenBucket after = bucket.take(now, perSecond, burst);
            stripe.put(whose, after);
            return !after.refused();
        }
    }

    /** How many are remembered. */
    int remembered() {
        return stripes.stream().mapToInt(FloodGate::count).sum();
    }

    private static int count(Recent stripe) {
        synchronized (stripe) {
            return stripe.size();
        }
    }

    /** What a client counts as: an IPv6 client as its /64. */
    public static String network(String client) {
        return IpLiteral.parse(client)
                .filter(Inet6Address.class::isInstance)
                .map(address -> HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES))
                .orElse(client);
    }

    /** Forgets the one heard of least recently; a forgotten one starts with a full burst. */
    private static final class Recent extends LinkedHashMap<String, TokenBucket> {
        private Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MAX_REMEMBERED / STRIPES;
        }
    }
}
