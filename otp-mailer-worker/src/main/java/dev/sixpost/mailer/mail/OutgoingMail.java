package dev.sixpost.mailer.mail;

/**
 * A mail ready for the wire.
 *
 * @param sender the envelope's sender, an address without a display name
 * @param recipient the one recipient
 * @param messageId with its angle brackets; the same for every copy of one EmailRequested
 * @param content headers and body in ASCII, lines ended by CRLF
 */
public record OutgoingMail(String sender, String recipient, String messageId, String content) {

    /** Addresses and content are not for logs. */
    @Override
    public String toString() {
        return "OutgoingMail[" + messageId + "]";
    }
}
