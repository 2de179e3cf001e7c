package dev.sixpost.mailer.smtp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * A socket on which nobody can talk for ever: between two things we say, only so much is heard. Reply lines and multi-line
 * replies are unbounded in angus-mail. Sits below TLS as well, where the bound includes a handshake with its
 * certificates.
 */
final class BoundedSocket extends Socket {
    private static final int MAX_BYTES_PER_ANSWER = 128 * 1024;

    /** What the peer has said since we last spoke; one conversation is one thread at a time. */
    private volatile int heard;

    /** Two small writes in a row, as at the end of a mail, do not wait for the relay to acknowledge the first. */
    @Override
    public void connect(SocketAddress relay, int timeoutMillis) throws IOException {
        setTcpNoDelay(true);
        super.connect(relay, timeoutMillis);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Ear(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Mouth(super.getOutputStream());
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
            int read = super.read();
            hear(1);
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            hear(read);
            return read;
        }
    }

    private final class Mouth extends FilterOutputStream {
        private Mouth(OutputStream out) {
            super(out);
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
    }

    /** The relay does not stop talking. */
    static final class EndlessAnswerException extends IOException {
        private EndlessAnswerException() {
            super("answer longer than " + MAX_BYTES_PER_ANSWER + " bytes");
        }
    }

    /** Makes one socket, and can cut it off from another thread. */
    static final class Factory extends SocketFactory {
        private final BoundedSocket socket = new BoundedSocket();

        @Override
        public Socket createSocket() {
            return socket;
        }

        void cutOff() throws IOException {
            socket.close();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException("connects by itself");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException("connects by itself");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException("connects by itself");
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException("connects by itself");
        }
    }
}
