package dev.sixpost.verifier.stream;

import dev.sixpost.schemas.Topic;
import java.util.List;

/** Where the verifier writes to; {@code node} is its name in the topology. */
record Sink(String node, Topic topic) {
    static final Sink RESULTS = new Sink("results", Topic.RESULTS);
    static final Sink EMAIL_VERIFIED = new Sink("email-verified", Topic.EMAIL_VERIFIED);
    static final Sink DEAD_LETTERS = new Sink("dead-letters", Topic.DEAD_LETTERS);
    static final Sink MOVED = new Sink("moved", Topic.VERIFICATIONS);

    static final List<Sink> ALL = List.of(RESULTS, EMAIL_VERIFIED, DEAD_LETTERS, MOVED);
}
