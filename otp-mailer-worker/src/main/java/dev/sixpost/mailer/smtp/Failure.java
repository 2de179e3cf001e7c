package dev.sixpost.mailer.smtp;

import dev.sixpost.mailer.smtp.SmtpAnswer.Breakage;
import dev.sixpost.mailer.smtp.SmtpAnswer.Broken;
import dev.sixpost.mailer.smtp.SmtpAnswer.Refused;
import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.util.MailConnectException;

/** What an exception of angus-mail says of a conversation. Pure. */
final class Failure {
    private static final int REFUSALS_FROM = 400;
    private static final int REFUSALS_TO = 599;

    private Failure() {}

    /** {@code code} is what the relay said last, 0 or less where that is none; {@code overdue}: it was cut off. */
    static SmtpAnswer of(Exception e, Stage stage, int code, boolean overdue) {
        if (code >= REFUSALS_FROM && code <= REFUSALS_TO) {
            // HELO after a refused EHLO, or an upgrade that was refused, is about the same as the first word.
            return new Refused(
                    stage == Stage.AUTH && !(e instanceof AuthenticationFailedException) ? Stage.HELLO : stage, code);
        }
        return new Broken(stage, overdue ? Breakage.TIMED_OUT : breakage(e, code));
    }

    private static Breakage breakage(Exception e, int code) {
        Breakage found = code < 0 || e instanceof AuthenticationFailedException ? Breakage.PROTOCOL : Breakage.TLS;
        int depth = 0;
        for (Throwable cause = e; cause != null && depth < 8; cause = cause.getCause(), depth++) {
            if (cause instanceof SocketTimeoutException) {
                return Breakage.TIMED_OUT;
            }
            if (cause instanceof MailConnectException || cause instanceof UnknownHostException) {
                return Breakage.UNREACHABLE;
            }
            if (cause instanceof BoundedSocket.EndlessAnswerException) {
                return Breakage.PROTOCOL;
            }
            if (cause instanceof SSLException) {
                return Breakage.TLS;
            }
            if (cause instanceof IOException || cause instanceof IllegalStateException) {
                found = Breakage.LOST;
            }
        }
        return found;
    }
}
