package dev.sixpost.mailer.smtp;

import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** A mail that is on its wire already: it is neither parsed nor put together again, which cost as much as sending it. */
final class WrittenMessage extends SMTPMessage {
    private final byte[] bytes;

    WrittenMessage(Session session, byte[] bytes) {
        super(session);
        this.bytes = bytes;
    }

    @Override
    public void writeTo(OutputStream out, String[] ignoredHeaders) throws IOException {
        out.write(bytes);
    }
}
