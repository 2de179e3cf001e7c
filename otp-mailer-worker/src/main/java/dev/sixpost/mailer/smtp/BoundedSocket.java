package dev.sixpost.mailer.smtp;

import dev.sixpost.kit.life.Watchdog;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A socket on which nobody can talk for ever: between two things we say, only so much is heard. Reply lines and multi-line
 * replies are unbounded in angus-mail. Sits below TLS as well, where the bound includes a handshake with its
 * certificates. What we say goes out once an answer is waited for: angus-mail flushes each command, and each would be a
 * packet of its own.
 */
final class BoundedSocket extends Socket {
    private static final int MAX_BYTES_PER_ANSWER = 128 * 1024;
    private static final int KEPT_BYTES = 16 * 1024;

    /** What the peer has said since we last spoke; one conversation is one thread at a time. */
    private volatile int heard;

    private final Watchdog watchdog;
    private @Nullable Mouth mouth;
    private volatile int patienceMillis;
    private volatile boolean cutOff;
    private volatile boolean silent;

    private final InetAddress peer;

    BoundedSocket(Watchdog watchdog, InetAddress peer) {
        this.watchdog = watchdog;
        this.peer = peer;
    }

    /**
     * To that port of the peer's: angus-mail takes the first of a name's addresses. Two small writes in a row, as at the end
     * of a mail, do not wait for the relay to acknowledge the first.
     */
    @Override
    public void connect(SocketAddress relay, int timeoutMillis) throws IOException {
        setTcpNoDelay(true);
        SocketAddress there =
                relay instanceof InetSocketAddress named ? new InetSocketAddress(peer, named.getPort()) : relay;
        super.connect(there, timeoutMillis);
    }

    /** The watchdog sees to it: the socket itself would set a timer for each read. */
    @Override
    public void setSoTimeout(int timeoutMillis) {
        patienceMillis = timeoutMillis;
    }

    @Override
    public int getSoTimeout() {
        return patienceMillis;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Ear(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return mouth();
    }

    /** A last word may still be on its way, unless the socket is cut off. */
    @Override
    public void close() throws IOException {
        try {
            if (!cutOff && isConnected() && !isClosed()) {
                mouth().speak();
            }
        } finally {
            super.close();
        }
    }

    private Mouth mouth() throws IOException {
        Mouth found = mouth;
        if (found == null) {
            found = new Mouth(super.getOutputStream());
            mouth = found;
        }
        return found;
    }

    void cutOff() throws IOException {
        cutOff = true;
        close();
    }

    boolean isCutOff() {
        return cutOff;
    }

    private void cutOffForSilence() {
        silent = true;
        try {
            cutOff();
        } catch (IOException e) {
            // Closing is all that can be done about a socket that does not close.
            cutOff = true;
        }
    }

    private interface Read {
        int read() throws IOException;
    }

    /** What was said goes out first; then the peer has the patience of {@link #setSoTimeout} to say something. */
    private int listen(Read next) throws IOException {
        mouth().speak();
        int patience = patienceMillis;
        if (patience == 0) {
            return next.read();
        }
        try (Watchdog.Watched _ = watchdog.after(Duration.ofMillis(patience), this::cutOffForSilence)) {
            return next.read();
        } catch (IOException e) {
            if (silent) {
                throw new SocketTimeoutException("nothing was said for " + patience + " ms");
            }
            throw e;
        }
    }

    private void hear(int bytes) throws IOException {
        int sum = heard + Math.max(bytes, 0);
        heard = sum;
        if (sum > MAX_BYTES_PER_ANSWER) {
            throw new EndlessAnswerException();
        }
    }

    private final class Ear extends FilterInputStream {
        private Ear(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = listen(in::read);
            hear(1);
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = listen(() -> in.read(target, offset, length));
            hear(read);
            return read;
        }
    }

    private final class Mouth extends FilterOutputStream {
        private Mouth(OutputStream out) {
            super(new BufferedOutputStream(out, KEPT_BYTES));
        }

        @Override
        public void write(int b) throws IOException {
            heard = 0;
            out.write(b);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            heard = 0;
            out.write(source, offset, length);
        }

        @Override
        public void flush() {
            // What is kept goes out before the next answer is read.
        }

        private void speak() throws IOException {
            out.flush();
        }
    }

    /** The relay does not stop talking. */
    static final class EndlessAnswerException extends IOException {
        private EndlessAnswerException() {
            super("answer longer than " + MAX_BYTES_PER_ANSWER + " bytes");
        }
    }
}
