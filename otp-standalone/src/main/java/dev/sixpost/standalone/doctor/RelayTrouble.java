package dev.sixpost.standalone.doctor;

import dev.sixpost.mailer.smtp.SmtpAnswer;
import dev.sixpost.mailer.smtp.SmtpAnswer.Accepted;
import dev.sixpost.mailer.smtp.SmtpAnswer.Breakage;
import dev.sixpost.mailer.smtp.SmtpAnswer.Broken;
import dev.sixpost.mailer.smtp.SmtpAnswer.Busy;
import dev.sixpost.mailer.smtp.SmtpAnswer.Refused;
import dev.sixpost.mailer.smtp.SmtpAnswer.TooLate;
import dev.sixpost.mailer.smtp.SmtpAnswer.Unwritten;
import dev.sixpost.mailer.smtp.Stage;
import java.util.Optional;

/** What a relay's answer means to whoever configures it. Quotes codes only: a reply's text might quote an address. */
final class RelayTrouble {
    private static final int PERMANENT = 500;
    /** A login is missing, or TLS before it. */
    private static final int SOMETHING_FIRST = 530;

    private static final int TOO_LARGE = 552;

    private RelayTrouble() {}

    /** Goes on from the relay's name; empty where it did what was asked. */
    static Optional<String> of(SmtpAnswer answer, String prefix) {
        return switch (answer) {
            case Accepted _ -> Optional.empty();
            case Refused(Stage stage, int code) -> Optional.of(refused(stage, code, prefix) + " (" + code + ")");
            case Broken(Stage stage, Breakage why) -> Optional.of(broken(stage, why, prefix));
            case Busy(), TooLate() -> Optional.of("took too long");
            case Unwritten() -> Optional.of("was not asked: the mail cannot be written");
        };
    }

    private static String refused(Stage stage, int code, String prefix) {
        if (code < PERMANENT) {
            return "is there, and refuses for the time being";
        }
        if (code == SOMETHING_FIRST) {
            return "wants a login or TLS first; see " + prefix + "USERNAME, " + prefix + "SECURITY";
        }
        return switch (stage) {
            case CONNECT, HELLO -> "does not want to talk to us";
            case STARTTLS -> "refuses STARTTLS; see " + prefix + "SECURITY";
            case AUTH -> "refuses the login; see " + prefix + "USERNAME, " + prefix + "PASSWORD";
            case MAIL -> code == TOO_LARGE ? "refuses the mail" : "refuses the sender; see SMTP_FROM_EMAIL";
            case RCPT -> "refuses the recipient";
            case DATA, DOT -> "refuses the mail";
        };
    }

    private static String broken(Stage stage, Breakage why, String prefix) {
        if (stage.mayHaveDelivered()) {
            return "may have taken the mail, and does not say so";
        }
        String settings = "; see " + prefix + "PORT, " + prefix + "SECURITY";
        return switch (why) {
            case UNREACHABLE -> "cannot be reached; see " + prefix + "HOST, " + prefix + "PORT";
            case TIMED_OUT -> "does not answer in time" + settings;
            case LOST -> "ends the connection" + settings;
            case TLS -> "offers no TLS, or no certificate that proves its name; see " + prefix + "SECURITY";
            case PROTOCOL ->
                stage == Stage.AUTH
                        ? "does not log in by PLAIN or LOGIN, which the mailer knows"
                        : "does not answer as SMTP does" + settings;
        };
    }
}
