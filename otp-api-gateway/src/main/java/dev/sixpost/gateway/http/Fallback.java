package dev.sixpost.gateway.http;

import java.util.Optional;

/** Routes of others, asked where no route of ours matches. */
@FunctionalInterface
public interface Fallback {
    /** Empty where nobody answers under the path. */
    Optional<Handler> find(String method, String rawPath);
}
