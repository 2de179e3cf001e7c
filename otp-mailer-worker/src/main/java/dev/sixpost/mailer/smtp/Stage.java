package dev.sixpost.mailer.smtp;

/** How far a conversation with a relay had come, in its order. */
public enum Stage {
    /** Connecting, TLS from the first byte, greeting. */
    CONNECT,
    HELLO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    /** The DATA command and the mail itself: without the final dot the relay has taken nothing. */
    DATA,
    /** From the final dot on the relay may have taken the mail, whatever we hear of it. */
    DOT;

    /** Whether a conversation that broke here may have left a mail behind. */
    public boolean mayHaveDelivered() {
        return this == DOT;
    }
}
