package dev.sixpost.mailer.smtp;

import dev.sixpost.mailer.smtp.SmtpAnswer.Accepted;
import dev.sixpost.mailer.smtp.SmtpAnswer.Broken;
import dev.sixpost.mailer.smtp.SmtpAnswer.Busy;
import dev.sixpost.mailer.smtp.SmtpAnswer.Refused;
import dev.sixpost.mailer.smtp.SmtpAnswer.TooLate;
import dev.sixpost.mailer.smtp.SmtpAnswer.Unwritten;
import dev.sixpost.mailer.smtp.Verdict.CredentialsRefused;
import dev.sixpost.mailer.smtp.Verdict.Deferred;
import dev.sixpost.mailer.smtp.Verdict.Rejected;
import dev.sixpost.mailer.smtp.Verdict.RelayDown;
import dev.sixpost.mailer.smtp.Verdict.Sent;

/** From an answer to its meaning. Pure. */
public final class Classification {
    static final int SERVICE_CLOSING = 421;
    private static final int PERMANENT = 500;
    private static final int BAD_SEQUENCE = 503;
    private static final int AUTHENTICATION_REQUIRED = 530;

    private Classification() {}

    public static Verdict of(SmtpAnswer answer) {
        return switch (answer) {
            case Accepted(int code) -> new Sent(code);
            case Busy() -> new Deferred(null);
            case TooLate() -> new Verdict.TooLate();
            case Unwritten() -> new Verdict.Unwritten();
            case Broken(Stage stage, var _) -> new RelayDown(null, stage.mayHaveDelivered());
            case Refused(Stage stage, int code) -> refused(stage, code);
        };
    }

    private static Verdict refused(Stage stage, int code) {
        return switch (stage) {
            case CONNECT, HELLO, STARTTLS -> new RelayDown(code, false);
            case AUTH -> code >= PERMANENT ? new CredentialsRefused(code) : new RelayDown(code, false);
            case MAIL, RCPT, DATA, DOT -> duringMail(stage, code);
        };
    }

    private static Verdict duringMail(Stage stage, int code) {
        if (code == AUTHENTICATION_REQUIRED) {
            return new CredentialsRefused(code);
        }
        // An explicit refusal, even of the final dot, says that the relay has not taken the mail.
        if (code == SERVICE_CLOSING || code == BAD_SEQUENCE) {
            return new RelayDown(code, false);
        }
        if (code < PERMANENT) {
            return new Deferred(code);
        }
        // 552 on MAIL is about the size of this mail, anything else there is about who sends it.
        return new Rejected(code, stage == Stage.MAIL && code != 552);
    }
}
