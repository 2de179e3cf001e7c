package dev.sixpost.bench;

import java.util.concurrent.CompletableFuture;

/** One flow: what it waits for, and when what happened to it, in nanoseconds of this process's clock. */
final class Flow {
    final String email;
    final CompletableFuture<Mail> mail = new CompletableFuture<>();
    final CompletableFuture<Long> proven = new CompletableFuture<>();
    final long intended;
    volatile long asked;
    volatile long answered;
    volatile long verifying;
    volatile long verified;

    Flow(String email, long intended) {
        this.email = email;
        this.intended = intended;
    }

    record Mail(String code, long atNanos) {}
}
