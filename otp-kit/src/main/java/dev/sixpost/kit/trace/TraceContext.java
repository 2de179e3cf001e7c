package dev.sixpost.kit.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a piece of work belongs in a W3C trace.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
    private static final Pattern TRACEPARENT =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.{0,200})?");

    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);
    private static final String VERSION = "00";
    private static final String NO_VERSION = "ff";

    public static TraceContext fresh() {
        return new TraceContext(id() + id(), id(), true);
    }

    /** The context of whoever asked; empty where the header is not what the specification calls valid. */
    public static Optional<TraceContext> parse(@Nullable String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String version = matcher.group(1);
        boolean extended = matcher.group(5) != null;
        if (version.equals(NO_VERSION) || (version.equals(VERSION) && extended)) {
            return Optional.empty();
        }
        if (matcher.group(2).equals(NO_TRACE) || matcher.group(3).equals(NO_SPAN)) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(matcher.group(4), 16) & 1) == 1;
        return Optional.of(new TraceContext(matcher.group(2), matcher.group(3), sampled));
    }

    /** A step of the trace the header names, or the first step of a new one where it names none. */
    public static TraceContext following(@Nullable String traceparent) {
        return parse(traceparent).map(TraceContext::child).orElseGet(TraceContext::fresh);
    }

    /** A step below this one. */
    public TraceContext child() {
        return new TraceContext(traceId, id(), sampled);
    }

    /** As a header says it. */
    public String traceparent() {
        return VERSION + "-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    /** Identifiers need to differ, not to be secret. */
    private static String id() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong(1, Long.MAX_VALUE));
    }
}
