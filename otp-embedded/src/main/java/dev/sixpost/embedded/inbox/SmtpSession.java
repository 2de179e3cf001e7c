package dev.sixpost.embedded.inbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dialogue with one client. A mail is stored before it is answered with 250. */
final class SmtpSession {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpSession.class);
    private static final int MAX_COMMAND = 1000;
    private static final int MAX_RECIPIENTS = 100;
    private static final int MAX_MAILS = 1000;
    private static final int MAX_FAULTS = 20;
    private static final int MAX_COMMANDS = 100_000;
    private static final int TIMEOUT_MILLIS = 120_000;

    private final MailStore store;
    private final LineReader in;
    private final OutputStream out;

    private boolean greeted;
    private @Nullable String from;
    private final List<String> recipients = new ArrayList<>();
    private int mails;
    private int faults;

    SmtpSession(Socket socket, MailStore store) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        this.store = store;
        this.in = new LineReader(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream(), 1024);
    }

    /** Returns when the dialogue is over; throws where the client broke it off. */
    void run() throws IOException {
        answer("220 localhost ESMTP inbox");
        for (int commands = 0; commands < MAX_COMMANDS && faults < MAX_FAULTS && mails < MAX_MAILS; commands++) {
            LineReader.Line line = in.next(MAX_COMMAND);
            if (line.tooLong() || !line.proper()) {
                answer("500 5.5.2 A command is one line of at most " + MAX_COMMAND + " octets that ends with CR LF");
                continue;
            }
            SmtpCommand command = SmtpCommand.parse(line.content());
            answer(reply(command));
            if (command instanceof SmtpCommand.Quit) {
                out.flush();
                return;
            }
        }
        answer("421 4.7.0 Enough for one connection");
        out.flush();
    }

    private String reply(SmtpCommand command) throws IOException {
        return switch (command) {
            case SmtpCommand.Hello hello -> hello(hello);
            case SmtpCommand.MailFrom mail -> mail(mail);
            case SmtpCommand.RcptTo recipient -> recipient(recipient);
            case SmtpCommand.Data _ -> data();
            case SmtpCommand.Reset _ -> {
                reset();
                yield "250 2.0.0 Forgotten";
            }
            case SmtpCommand.Noop _ -> "250 2.0.0 OK";
            case SmtpCommand.Verify _ -> "252 2.1.5 Send it and see";
            case SmtpCommand.Quit _ -> "221 2.0.0 Goodbye";
            case SmtpCommand.Refused refused -> refused.reply();
        };
    }

    private String hello(SmtpCommand.Hello hello) {
        greeted = true;
        reset();
        return hello.extended()
                ? "250-localhost\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE "
                        + MailBody.MAX_SIZE
                : "250 localhost";
    }

    private String mail(SmtpCommand.MailFrom mail) {
        if (!greeted || from != null) {
            return "503 5.5.1 Not now";
        }
        if (mail.size().orElse(0) > MailBody.MAX_SIZE) {
            return "552 5.3.4 The mail is too large";
        }
        from = mail.path();
        return "250 2.1.0 OK";
    }

    private String recipient(SmtpCommand.RcptTo recipient) {
        if (from == null) {
            return "503 5.5.1 Not now";
        }
        if (recipients.size() == MAX_RECIPIENTS) {
            return "452 4.5.3 Too many recipients";
        }
        recipients.add(recipient.path());
        return "250 2.1.5 OK";
    }

    private String data() throws IOException {
        if (from == null || recipients.isEmpty()) {
            return "503 5.5.1 Not now";
        }
        var envelope = new Envelope(from, List.copyOf(recipients));
        answer("354 The mail, then a lone dot");
        out.flush();
        reset();
        return switch (MailBody.read(in)) {
            case MailBody.Whole whole -> stored(envelope, whole);
            case MailBody.Unacceptable unacceptable -> unacceptable.reply();
        };
    }

    private String stored(Envelope envelope, MailBody.Whole mail) {
        mails++;
        try {
            return "250 2.0.0 Stored as " + store.add(envelope, mail.content()).id();
        } catch (IOException e) {
            LOG.atError().setCause(e).log("a mail cannot be stored");
            return "451 4.3.0 The mail cannot be stored";
        }
    }

    private void reset() {
        from = null;
        recipients.clear();
    }

    /** Replies to commands sent in one go leave in one go. */
    private void answer(String reply) throws IOException {
        if (reply.startsWith("5")) {
            faults++;
        }
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        if (!in.hasMore()) {
            out.flush();
        }
    }
}
