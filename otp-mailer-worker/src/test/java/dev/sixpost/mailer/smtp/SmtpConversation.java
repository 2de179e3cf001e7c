package dev.sixpost.mailer.smtp;

import dev.sixpost.mailer.smtp.Script.Step;
import dev.sixpost.mailer.smtp.SmtpDouble.Taken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One connection to an {@link SmtpDouble}; on a thread of its own. */
public final class SmtpConversation {
    private final SmtpDouble server;
    private final Socket accepted;
    private Socket socket;
    private InputStream in;
    private String sender = "";
    private final List<String> recipients = new ArrayList<>();
    private String data = "";
    private String lastSaid = "";

    /** Neither sender nor recipient was refused. */
    private boolean deliverable;

    SmtpConversation(SmtpDouble server, Socket accepted) throws IOException {
        this.server = server;
        this.accepted = accepted;
        this.socket = accepted;
        this.in = new BufferedInputStream(accepted.getInputStream());
    }

    public void say(String text) throws IOException {
        lastSaid = text;
        say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void say(byte[] raw) throws IOException {
        socket.getOutputStream().write(raw);
        socket.getOutputStream().flush();
    }

    public void stall() throws InterruptedException, IOException {
        if (server.closesWithin(Duration.ofSeconds(60))) {
            hangUp();
        }
    }

    void hangUp() throws IOException {
        socket.close();
        accepted.close();
    }

    void reset() throws IOException {
        accepted.setSoLinger(true, 0);
        accepted.close();
    }

    /** The one named last. */
    public String recipient() {
        return recipients.getLast();
    }

    public void take() {
        server.took(new Taken(sender, List.copyOf(recipients), data));
    }

    void upgrade() throws IOException {
        SSLContext context = server.certificate();
        if (context == null) {
            throw new IOException("no certificate");
        }
        SSLSocket upgraded = (SSLSocket) context.getSocketFactory()
                .createSocket(accepted, accepted.getInetAddress().getHostAddress(), accepted.getPort(), true);
        upgraded.setUseClientMode(false);
        upgraded.startHandshake();
        socket = upgraded;
        in = new BufferedInputStream(upgraded.getInputStream());
    }

    void run() throws IOException, InterruptedException {
        react(Step.CONNECT, Script.reply("220 double ESMTP"));
        for (String line = line(); line != null; line = line()) {
            server.heard(line);
            command(line);
        }
    }

    private void command(String line) throws IOException, InterruptedException {
        String verb = line.toUpperCase(Locale.ROOT).split(" ", 2)[0];
        switch (verb) {
            case "EHLO" -> react(Step.EHLO, Script.reply(greeting()));
            case "STARTTLS" -> {
                react(Step.STARTTLS, Script.reply("220 go ahead"));
                upgrade();
            }
            case "AUTH" -> react(Step.AUTH, Script.reply("235 welcome"));
            case "MAIL" -> {
                sender = address(line);
                recipients.clear();
                react(Step.MAIL, Script.reply("250 fine"));
                deliverable = !refused();
            }
            case "RCPT" -> {
                recipients.add(address(line));
                react(Step.RCPT, Script.reply("250 fine"));
                deliverable &= !refused();
            }
            case "DATA" -> data();
            case "RSET" -> react(Step.RSET, Script.reply("250 forgotten"));
            case "NOOP" -> react(Step.NOOP, Script.reply("250 here"));
            case "QUIT" -> {
                react(Step.QUIT, Script.reply("221 bye"));
                hangUp();
            }
            default -> say("500 what?\r\n");
        }
    }

    private void data() throws IOException, InterruptedException {
        react(Step.DATA, Script.reply(deliverable ? "354 go" : "554 no valid recipients"));
        if (!lastSaid.contains("354 go")) {
            return;
        }
        StringBuilder body = new StringBuilder();
        boolean begun = false;
        for (String line = line(); line != null; line = line()) {
            if (!begun) {
                begun = true;
                react(Step.BODY, Script.nothing());
            }
            if (accepted.isClosed()) {
                return;
            }
            if (line.equals(".")) {
                data = body.toString();
                react(Step.DOT, deliverable ? SmtpConversation::taken : Script.reply("554 no valid recipients"));
                return;
            }
            body.append(line).append("\r\n");
        }
    }

    private boolean refused() {
        return lastSaid.startsWith("4") || lastSaid.startsWith("5");
    }

    private void taken() throws IOException {
        take();
        say("250 taken\r\n");
    }

    private String greeting() {
        String pipelining = server.script().offersPipelining() ? "250-PIPELINING\r\n" : "";
        String first = "250-double\r\n250-8BITMIME\r\n250-AUTH PLAIN LOGIN\r\n" + pipelining;
        boolean offers = server.script().offersStartTls() && !(socket instanceof SSLSocket);
        return first + (offers ? "250-STARTTLS\r\n" : "") + "250 SIZE 1000000";
    }

    private void react(Step step, Script.Reaction otherwise) throws IOException, InterruptedException {
        server.script().reaction(step, otherwise).react(this);
    }

    private String address(String line) {
        int from = line.indexOf('<');
        int to = line.lastIndexOf('>');
        return from < 0 || to < from ? "" : line.substring(from + 1, to);
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(b);
        }
        return null;
    }
}
