package dev.sixpost.gateway.view;

import dev.sixpost.schemas.Purpose;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which challenge of an owner is the newest, whichever was seen first. Written under the view's lock, read by any thread. */
final class Newest {
    record Owner(String application, Id subject, Purpose purpose) {}

    /** A challenge, and from when on another one has taken its place. */
    record Superseded(Id challenge, Instant at) {}

    private record Current(Id challenge, long atMillis) {}

    private final Map<Owner, Current> current = new ConcurrentHashMap<>();

    Optional<Id> of(Owner owner) {
        return Optional.ofNullable(current.get(owner)).map(Current::challenge);
    }

    /** The newer of two supersedes the other; answers with the other. */
    Optional<Superseded> seen(Owner owner, Id challenge, Instant at) {
        Current leading = current.get(owner);
        Current next = new Current(challenge, at.toEpochMilli());
        if (leading == null || leading.challenge().equals(challenge)) {
            current.put(owner, next);
            return Optional.empty();
        }
        if (next.atMillis() < leading.atMillis()) {
            return Optional.of(new Superseded(challenge, Instant.ofEpochMilli(leading.atMillis())));
        }
        current.put(owner, next);
        return Optional.of(new Superseded(leading.challenge(), at));
    }

    void forget(Owner owner, Id challenge) {
        current.computeIfPresent(owner, (_, now) -> now.challenge().equals(challenge) ? null : now);
    }
}
