package dev.sixpost.mailer.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
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
            SmtpConversation conversation = new SmtpConversation(this, accepted);
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

    Script script() {
        return script;
    }

    @Nullable
    SSLContext certificate() {
        return tls;
    }

    void heard(String command) {
        heard.add(command);
    }

    void took(Taken mail) {
        taken.add(mail);
    }

    boolean closesWithin(Duration atMost) throws InterruptedException {
        return closing.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
