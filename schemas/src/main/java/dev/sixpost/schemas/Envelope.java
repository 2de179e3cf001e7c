package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event with its CloudEvents attributes.
 *
 * @param id deterministic; for a bare record topic-partition-offset
 * @param source the service that wrote it, as a relative reference such as {@code /sixpost/issuer}
 * @param time when it was written, by the writer's clock; decisions use the broker's timestamp of the record
 * @param causationId identity of the request or command that caused it
 * @param traceparent W3C trace context
 */
public record Envelope<E extends Event>(
        String id,
        E event,
        String source,
        Instant time,
        @Nullable String causationId,
        @Nullable String traceparent) {

    public Envelope {
        requireNonNull(id);
        requireNonNull(event);
        requireNonNull(source);
        requireNonNull(time);
    }

    /** The same about another event, or about this one with its type known. */
    public <O extends Event> Envelope<O> with(O other) {
        return new Envelope<>(id, other, source, time, causationId, traceparent);
    }

    /** The same in another trace, or in none. */
    public Envelope<E> withTraceparent(@Nullable String other) {
        return new Envelope<>(id, event, source, time, causationId, other);
    }
}
