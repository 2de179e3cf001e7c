package dev.sixpost.gateway.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Sheds gross floods from one client before they cost anything. Generous: the limits that mean something are kept
 * behind Kafka, this only keeps one client from drowning an instance. An IPv6 client counts as its /64.
 */
public final class FloodGate {
    private static final int MAX_CLIENTS = 20_000;
    private static final int STRIPES = 16;
    private static final int NETWORK_BYTES = 8;

    private final int perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final List<Recent> stripes =
            Stream.generate(Recent::new).limit(STRIPES).toList();

    public FloodGate(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = perSecond * 2;
        this.nanoTime = nanoTime;
    }

    public boolean admits(String client) {
        String network = network(client);
        Recent stripe = stripes.get(Math.floorMod(network.hashCode(), STRIPES));
        synchronized (stripe) {
            long now = nanoTime.getAsLong();
            TokenBucket bucket = stripe.getOrDefault(network, TokenBucket.full(burst, now));
            TokenBucket after = bucket.take(now, perSecond, burst);
            stripe.put(network, after);
            return !after.refused();
        }
    }

    /** How many are remembered. */
    int clients() {
        return stripes.stream().mapToInt(FloodGate::count).sum();
    }

    private static int count(Recent stripe) {
        synchronized (stripe) {
            return stripe.size();
        }
    }

    static String network(String client) {
        try {
            InetAddress address = InetAddress.ofLiteral(client);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                    : client;
        } catch (IllegalArgumentException e) {
            return client;
        }
    }

    /** Forgets the client heard of least recently; a forgotten one starts with a full burst. */
    private static final class Recent extends LinkedHashMap<String, TokenBucket> {
        private Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MAX_CLIENTS / STRIPES;
        }
    }
}
