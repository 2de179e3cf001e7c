package dev.sixpost.mailer.smtp;

/** How the way to a relay is protected. There is no "TLS if the server likes": a stripped offer would go unnoticed. */
public enum Security {
    /** TLS from the first byte. */
    TLS,
    /** An upgrade before anything else is said; without it the connection is given up. */
    STARTTLS,
    /** In the clear. */
    NONE
}
