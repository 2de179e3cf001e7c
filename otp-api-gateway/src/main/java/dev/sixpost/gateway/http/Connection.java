package dev.sixpost.gateway.http;

import io.helidon.common.socket.HelidonSocket;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** One connection and what it is doing; each phase may last so long and no longer. */
final class Connection {
    enum Phase {
        /** Between two requests. */
        WAITING(Duration.ofSeconds(75)),
        /** From a request's first byte (or the connection's first moment) to the last byte of its body. */
        READING(Duration.ofSeconds(10)),
        /** From there to the end of the answer. */
        SERVING(Duration.ofSeconds(30)),
        /** An event stream: since the last write that got through. */
        STREAMING(Duration.ofSeconds(60)),
        /** After a refusal, so that a caller still sending gets to read it. */
        DRAINING(Duration.ofSeconds(1));

        private final long limitNanos;

        Phase(Duration limit) {
            this.limitNanos = limit.toNanos();
        }
    }

    /** The connection the current thread serves. */
    static final ScopedValue<Connection> CURRENT = ScopedValue.newInstance();

    private static final long MAX_REQUEST_BYTES = 128L * 1024;

    private final HelidonSocket socket;
    private final String network;
    private final LongSupplier nanoTime;
    private volatile Phase phase = Phase.READING;
    private volatile long sinceNanos;
    private volatile boolean closed;
    private boolean ended;
    private boolean last;
    private boolean overflowed;
    private long requestBytes;

    Connection(HelidonSocket socket, LongSupplier nanoTime) {
        this.socket = socket;
        this.network = FloodGate.network(socket.remotePeer().host());
        this.nanoTime = nanoTime;
        this.sinceNanos = nanoTime.getAsLong();
    }

    /** The first byte of a request after a pause starts its clock. */
    void received(byte[] bytes) {
        if (phase == Phase.WAITING) {
            enter(Phase.READING);
        }
        requestBytes += bytes.length;
    }

    /** More than head, body and framing of any request that is not refused. */
    boolean isTooLong() {
        return requestBytes > MAX_REQUEST_BYTES;
    }

    void enter(Phase next) {
        sinceNanos = nanoTime.getAsLong();
        phase = next;
        if (next == Phase.WAITING) {
            requestBytes = 0;
        }
    }

    void ended() {
        ended = true;
    }

    /** No further request is read. */
    void last() {
        last = true;
    }

    /** The body is larger than what is read of it; a caller that still sends gets a moment to see why. */
    void overflowed() {
        last = true;
        overflowed = true;
    }

    boolean isLast() {
        return last;
    }

    boolean leftUnread() {
        return overflowed && !ended && !closed;
    }

    /** Of the peer, as floods are counted. */
    String network() {
        return network;
    }

    /** No request has come that is to be answered. */
    boolean owesBytes() {
        return phase == Phase.WAITING || phase == Phase.READING;
    }

    boolean isBetweenRequests() {
        return phase == Phase.WAITING;
    }

    boolean isIdle() {
        return isBetweenRequests() || (phase == Phase.READING && requestBytes == 0);
    }

    boolean isStreaming() {
        return phase == Phase.STREAMING;
    }

    long phaseNanos() {
        return nanoTime.getAsLong() - sinceNanos;
    }

    boolean isOverdue() {
        return phaseNanos() > phase.limitNanos;
    }

    /** From any thread; whoever reads or writes the socket finds it closed. */
    void close() {
        closed = true;
        try {
            socket.close();
        } catch (UncheckedIOException e) {
            // Closed by the peer already.
        }
    }

    boolean isClosed() {
        return closed;
    }
}
