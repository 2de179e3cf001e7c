package dev.sixpost.bench;

import java.util.concurrent.CompletableFuture;

/** What one flow waits for; completed with the time it happened. */
final class Flow {
    final String email;
    final CompletableFuture<Mail> mail = new CompletableFuture<>();
    final CompletableFuture<Long> proven = new CompletableFuture<>();

    Flow(String email) {
        this.email = email;
    }

    record Mail(String code, long atNanos) {}
}
