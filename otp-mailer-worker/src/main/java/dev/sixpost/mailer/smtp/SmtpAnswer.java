package dev.sixpost.mailer.smtp;

/** What came of talking to a relay. Carries reply codes only: reply texts quote addresses. */
public sealed interface SmtpAnswer {

    /** The relay took what was asked of it. */
    record Accepted(int code) implements SmtpAnswer {}

    /** The relay answered with a 4xx or 5xx. */
    record Refused(Stage stage, int code) implements SmtpAnswer {}

    /** There was no usable answer. */
    record Broken(Stage stage, Breakage why) implements SmtpAnswer {}

    /** All connections were in use for as long as we may wait; the relay was not asked. */
    record Busy() implements SmtpAnswer {}

    /** The mail would have come too late; the relay was not asked for it. */
    record TooLate() implements SmtpAnswer {}

    /** The mail could not be written; the relay was not asked for it. */
    record Unwritten() implements SmtpAnswer {}

    enum Breakage {
        UNREACHABLE,
        TIMED_OUT,
        LOST,
        /** No TLS where it is demanded, or a certificate that does not prove the host. */
        TLS,
        /** An answer that is not SMTP, or has no end. */
        PROTOCOL
    }
}
