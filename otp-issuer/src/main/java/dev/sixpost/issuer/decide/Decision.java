package dev.sixpost.issuer.decide;

import dev.sixpost.issuer.decide.Answer.Rejected;

/** What is done about one record. */
public sealed interface Decision {

    Ask ask();

    /**
     * A request seen for the first time: stored and published.
     *
     * @param suspected whether it is a sign-up of an address that was verified before
     */
    record Decided(Ask ask, Answer answer, boolean suspected) implements Decision {}

    /**
     * A request that has its answer: the outcome is published again under the identity it had; the rest with it only
     * where Kafka may not have it.
     */
    record Repeated(Ask ask, Answer answer, boolean everything, boolean suspected) implements Decision {}

    /** A request from before its address was erased: answered as one that came too late, and nothing of it is stored. */
    record Erased(Ask ask, Rejected answer) implements Decision {}

    /** Another request under an identity that is taken: a dead letter. */
    record Conflicting(Ask ask) implements Decision {}

    /** A request that was answered and is erased, or past its retention: nothing is said of it again. */
    record Forgotten(Ask ask) implements Decision {}
}
