package dev.sixpost.mailer.smtp;

import dev.sixpost.mailer.smtp.Script.Step;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server that follows a script, however rude, and keeps the raw bytes of what it took. Listens on loopback. */
public final class SmtpDouble implements AutoCloseable {
    private final ServerSocket listening;
    private final @Nullable SSLContext tls;
    private final boolean tlsFromTheStart;
    private volatile Script script;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** A mail that was accepted: the envelope, and the data as it came, dots still stuffed. */
    public record Taken(String sender, List<String> recipients, String raw) {
        /** Without the stuffed dots. */
        public String content() {
            return raw.startsWith(".") ? unstuffed(raw).substring(1) : unstuffed(raw);
        }

        private static String unstuffed(String raw) {
            return raw.replace("\r\n..", "\r\n.");
        }
    }

    private SmtpDouble(int port, Script script, @Nullable SSLContext tls, boolean tlsFromTheStart) throws IOException {
        this.listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.script = script;
        this.tls = tls;
        this.tlsFromTheStart = tlsFromTheStart;
        Thread.ofVirtual().name("smtp-double").start(this::accept);
    }

    public static SmtpDouble start(Script script) throws IOException {
        return new SmtpDouble(0, script, null, false);
    }

    public static SmtpDouble startOn(int port, Script script) throws IOException {
        return new SmtpDouble(port, script, null, false);
    }

    public static SmtpDouble startTls(Script script, SSLContext tls) throws IOException {
        return new SmtpDouble(0, script, tls, true);
    }

    /** Offers STARTTLS where the script does. */
    public static SmtpDouble startUpgradable(Script script, SSLContext tls) throws IOException {
        return new SmtpDouble(0, script, tls, false);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** From the next step on. */
    public void follow(Script next) {
        script = next;
    }

    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    /** The commands of all connections in the order they came. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    public int connections() {
        return connections.get();
    }

    public void hangUpAll() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listening.close();
        hangUpAll();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().name("smtp-double-talk").start(() -> talk(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket accepted) {
        try (accepted) {
            Conversation conversation = new Conversation(accepted);
            if (tlsFromTheStart) {
                conversation.upgrade();
            }
            conversation.run();
        } catch (IOException e) {
            // The other side hung up, or refused our certificate.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(accepted);
        }
    }

    /** One connection. */
    public final class Conversation {
        private final Socket accepted;
        private Socket socket;
        private InputStream in;
        private String sender = "";
        private final List<String> recipients = new ArrayList<>();
        private String data = "";
        private String lastSaid = "";

        private Conversation(Socket accepted) throws IOException {
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
            if (closing.await(60, TimeUnit.SECONDS)) {
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
            taken.add(new Taken(sender, List.copyOf(recipients), data));
        }

        private void upgrade() throws IOException {
            SSLContext context = tls;
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

        private void run() throws IOException, InterruptedException {
            react(Step.CONNECT, Script.reply("220 double ESMTP"));
            for (String line = line(); line != null; line = line()) {
                heard.add(line);
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
                }
                case "RCPT" -> {
                    recipients.add(address(line));
                    react(Step.RCPT, Script.reply("250 fine"));
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
            react(Step.DATA, Script.reply("354 go"));
            if (!lastSaid.startsWith("354")) {
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
                    react(Step.DOT, with -> {
                        with.take();
                        with.say("250 taken\r\n");
                    });
                    return;
                }
                body.append(line).append("\r\n");
            }
        }

        private String greeting() {
            String first = "250-double\r\n250-8BITMIME\r\n250-AUTH PLAIN LOGIN\r\n";
            boolean offers = script.offersStartTls() && !(socket instanceof SSLSocket);
            return first + (offers ? "250-STARTTLS\r\n" : "") + "250 SIZE 1000000";
        }

        private void react(Step step, Script.Reaction otherwise) throws IOException, InterruptedException {
            script.reaction(step, otherwise).react(this);
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
}
