package dev.sixpost.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What comes over a connection, line by line or by length, out of one buffer that is kept: the generator shares its cores
 * and their caches with what it measures. A line is as long as the buffer at most.
 */
final class Wire {
    private static final int BUFFER = 16_384;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;

    Wire(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, CRLF or LF. */
    String line() throws IOException {
        int at = from;
        while (true) {
            for (; at < to; at++) {
                if (buffer[at] == '\n') {
                    int end = at > from && buffer[at - 1] == '\r' ? at - 1 : at;
                    String line = new String(buffer, from, end - from, StandardCharsets.ISO_8859_1);
                    from = at + 1;
                    return line;
                }
            }
            at -= from;
            more();
        }
    }

    /** The next so many bytes. */
    byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int have = 0; have < length; ) {
            if (from == to) {
                more();
            }
            int part = Math.min(length - have, to - from);
            System.arraycopy(buffer, from, bytes, have, part);
            from += part;
            have += part;
        }
        return bytes;
    }

    /** Whether nothing has come yet that is not read. */
    boolean isEmpty() throws IOException {
        return from == to && in.available() == 0;
    }

    /** Waits for more, behind what is not read yet: that moves to the front. */
    private void more() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (to == BUFFER) {
            throw new IOException("a line without end");
        }
        int read = in.read(buffer, to, BUFFER - to);
        if (read < 0) {
            throw new IOException("the other side is gone");
        }
        to += read;
    }
}
