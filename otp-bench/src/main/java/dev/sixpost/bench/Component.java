package dev.sixpost.bench;

import java.util.List;
import java.util.regex.Pattern;

/** The part of the stack that a thread of its one JVM works for. */
enum Component {
    JIT("JIT compiler", "C[12] CompilerThread"),
    GC("garbage collector", "GC |G1 |VM Thread|Reference Handler|Cleaner|Finalizer"),
    VERIFIER("verifier", "otp-verifier|verifier"),
    ISSUER("issuer", "otp-issuer"),
    MAILER("mailer", "mailer|consumer_background_thread"),
    GATEWAY("gateway", "gateway|helidon|server-@"),
    /** Which of the two a carrier thread works for is not booked anywhere. */
    VIRTUAL("gateway's handlers, mailer's sends", "ForkJoinPool|VirtualThread|Poller"),
    BROKER(
            "broker",
            "kafka|executor-|coordinator|[Rr]eaper|quorum|raft|broker-|controller-|Txn|Persister|transaction-log|metrics-meter"),
    OTHER("other threads", "");

    /** What is counted apart from the JVM's threads. */
    static final String POSTGRES = "PostgreSQL";

    /** Threads that have ended meanwhile. */
    static final String ENDED = "ended threads";

    final String label;
    private final Pattern names;

    Component(String label, String names) {
        this.label = label;
        this.names = Pattern.compile(names);
    }

    static Component of(String thread) {
        return List.of(values()).stream()
                .filter(component -> component.names.matcher(thread).find())
                .findFirst()
                .orElse(OTHER);
    }
}
