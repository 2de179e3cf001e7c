package dev.sixpost.standalone.doctor;

import dev.sixpost.mailer.smtp.SmtpAnswer;
import dev.sixpost.mailer.smtp.SmtpAnswer.Accepted;
import dev.sixpost.mailer.smtp.SmtpAnswer.Breakage;
import dev.sixpost.mailer.smtp.SmtpAnswer.Broken;
import dev.sixpost.mailer.smtp.SmtpAnswer.Busy;
import dev.sixpost.mailer.smtp.SmtpAnswer.Refused;
import dev.sixpost.mailer.smtp.SmtpAnswer.TooLate;
import dev.sixpost.mailer.smtp.Stage;
import java.util.Optional;

/** What a relay's answer means to whoever configures it. Quotes codes only: a reply's text might quote an address. */
final class RelayTrouble {
    private static final int AUTHENTICATION_REQUIRED = 530;

    private RelayTrouble() {}

    /** Goes on from the relay's name; empty where it did what was asked. */
    static Optional<String> of(SmtpAnswer answer, String prefix) {
        return switch (answer) {
            case Accepted _ -> Optional.empty();
            case Refused(Stage stage, int code) -> Optional.of(refused(stage, code, prefix));
            case Broken(Stage stage, Breakage why) -> Optional.of(broken(stage, why, prefix));
            case Busy(), TooLate() -> Optional.of("took too long");
        };
    }

    private static String refused(Stage stage, int code, String prefix) {
        String what = switch (stage) {
            case CONNECT, HELLO -> "does not want to talk to us (";
            case STARTTLS -> "refuses STARTTLS; see " + prefix + "SECURITY (";
            case AUTH -> login(prefix) + " (";
            case MAIL ->
                code == AUTHENTICATION_REQUIRED
                        ? "wants a login; see " + prefix + "USERNAME ("
                        : "refuses the sender; see SMTP_FROM_EMAIL (";
            case RCPT -> "refuses the recipient (";
            case DATA, DOT -> "refuses the mail (";
        };
        return what + code + ")";
    }

    private static String broken(Stage stage, Breakage why, String prefix) {
        return switch (why) {
            case UNREACHABLE -> "cannot be reached; see " + prefix + "HOST, " + prefix + "PORT";
            case TIMED_OUT -> "does not answer in time; see " + prefix + "PORT, " + prefix + "SECURITY";
            case LOST -> "ends the connection; see " + prefix + "PORT, " + prefix + "SECURITY";
            case TLS -> "offers no TLS, or no certificate that proves its name; see " + prefix + "SECURITY";
            case PROTOCOL ->
                stage == Stage.AUTH
                        ? "offers no way to log in that the mailer knows (PLAIN, LOGIN)"
                        : "does not speak SMTP; see " + prefix + "PORT, " + prefix + "SECURITY";
        };
    }

    private static String login(String prefix) {
        return "refuses the login; see " + prefix + "USERNAME and " + prefix + "PASSWORD";
    }
}
