package dev.sixpost.gateway.http;

import java.util.List;
import java.util.Optional;

/** The header fields of a request; names in any case. */
@FunctionalInterface
public interface Fields {
    /** The values in their order, one per line of the header; empty where there is none. */
    List<String> all(String name);

    default Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }
}
