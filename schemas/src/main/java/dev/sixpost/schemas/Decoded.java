package dev.sixpost.schemas;

/** What a record turned out to be. */
public sealed interface Decoded {
    /** An event of the contract. */
    record Read(Envelope<?> envelope) implements Decoded {}

    /** A record without a value. */
    record Tombstone() implements Decoded {}

    /** Not an event of the contract; {@code reason} is one of a fixed set of words and never quotes the record. */
    record Unreadable(String reason) implements Decoded {}
}
