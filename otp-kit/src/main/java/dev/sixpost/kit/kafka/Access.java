package dev.sixpost.kit.kafka;

import dev.sixpost.schemas.Topic;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The topics of the contract that a service reads and those that it writes: without these rights it does not start. */
public record Access(Set<Topic> read, Set<Topic> written) {
    public Access {
        read = Set.copyOf(read);
        written = Set.copyOf(written);
    }

    Set<Topic> all() {
        return Stream.concat(read.stream(), written.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
