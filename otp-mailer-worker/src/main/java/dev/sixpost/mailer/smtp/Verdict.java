package dev.sixpost.mailer.smtp;

import org.jspecify.annotations.Nullable;

/** What an answer means for the mail and for the relay. */
public sealed interface Verdict {

    /** The relay took responsibility. */
    record Sent(int code) implements Verdict {}

    /** Trying again would not help: the address, the content or the sender was refused for good. */
    record Rejected(int code, boolean senderAtFault) implements Verdict {}

    /** Not this mail, not now; the relay itself is well. */
    record Deferred(@Nullable Integer code) implements Verdict {}

    /** Not sent, because it would have come too late. */
    record TooLate() implements Verdict {}

    /** Not sent, because it cannot be written. */
    record Unwritten() implements Verdict {}

    /**
     * The relay is not well, whatever the mail.
     *
     * @param ambiguous the relay may have taken the mail before the connection broke
     */
    record RelayDown(@Nullable Integer code, boolean ambiguous) implements Verdict {}

    /** Our credentials were refused: repeating them soon could lock the account. */
    record CredentialsRefused(int code) implements Verdict {}
}
