package dev.sixpost.embedded.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A mail server for development and tests: every mail is on disk before it is acknowledged, and can be read over
 * Mailpit's API and in a browser.
 */
public final class Inbox implements AutoCloseable {

    private final SmtpServer smtp;
    private final InboxHttp http;

    private Inbox(SmtpServer smtp, InboxHttp http) {
        this.smtp = smtp;
        this.http = http;
    }

    /** Listens when this returns; a port may be 0 for a free one. */
    public static Inbox start(Path folder, int smtpPort, int httpPort) {
        return start(folder, smtpPort, httpPort, Gallery.empty());
    }

    /** The same with mails to look at. */
    public static Inbox start(Path folder, int smtpPort, int httpPort, Gallery gallery) {
        try {
            MailStore store = MailStore.open(folder, InstantSource.system(), MailStore.KEPT);
            SmtpServer smtp = SmtpServer.start(smtpPort, store);
            try {
                return new Inbox(smtp, InboxHttp.start(httpPort, store, gallery));
            } catch (IOException | RuntimeException e) {
                smtp.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the inbox cannot start: " + e.getMessage(), e);
        }
    }

    public int smtpPort() {
        return smtp.port();
    }

    /** Where a browser shows the mails. */
    public String url() {
        return "http://localhost:" + http.port();
    }

    @Override
    public void close() {
        smtp.close();
        http.close();
    }
}
