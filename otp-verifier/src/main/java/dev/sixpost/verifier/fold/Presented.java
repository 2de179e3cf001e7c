package dev.sixpost.verifier.fold;

/** What somebody presents as proof. */
public sealed interface Presented {
    /**
     * Digits, as their keyed digest.
     *
     * @param digits how many there were; 0 where only the digest is known
     */
    record Code(String guess, int digits) implements Presented {}

    /** The token of a link, as its keyed digest. */
    record Link(String challengeId, String guess) implements Presented {}

    /** Neither digits nor a link's token. */
    record Malformed() implements Presented {}
}
