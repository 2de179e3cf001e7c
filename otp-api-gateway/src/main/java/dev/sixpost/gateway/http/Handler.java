package dev.sixpost.gateway.http;

/** What stands behind a route. A refusal may be thrown as {@link dev.sixpost.gateway.problem.Refused}. */
@FunctionalInterface
public interface Handler {
    Response handle(Request request) throws InterruptedException;
}
