package dev.sixpost.gateway.http;

/** The body of a request, read when it is asked for and not before, so that a refusal need not wait for it. */
@FunctionalInterface
public interface Body {
    byte[] read();
}
