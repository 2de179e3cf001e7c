package dev.sixpost.issuer.decide;

/** What is done about one record. */
public sealed interface Decision {

    Ask ask();

    /** A request seen for the first time: stored and published. */
    record Decided(Ask ask, Answer answer) implements Decision {}

    /**
     * A request that has its answer: the outcome is published again under the identity it had; the mail with it only
     * where Kafka may not have it.
     */
    record Repeated(Ask ask, Answer answer, boolean everything) implements Decision {}

    /** Another request under an identity that is taken: a dead letter. */
    record Conflicting(Ask ask) implements Decision {}
}
