package dev.sixpost.embedded.inbox;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of a client that may send anything. Memory is bounded by the longest line asked for. */
final class LineReader {

    /** A longer line ends the connection: whoever sends it is not talking SMTP. */
    private static final int FLOOD = 4 * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int limit;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * A line without its end, an octet per character.
     *
     * @param ended with CR LF, not with LF alone
     * @param stray has a CR that is not part of its end
     * @param tooLong longer than asked for; {@code content} then is its beginning
     */
    record Line(String content, boolean ended, boolean stray, boolean tooLong) {

        /** Anything else invites smuggling. */
        boolean proper() {
            return ended && !stray;
        }
    }

    /** Whether the client has sent more than was read so far. */
    boolean hasMore() {
        return position < limit;
    }

    /** The next line; {@link EOFException} where the client has gone. */
    Line next(int max) throws IOException {
        var content = new ByteArrayOutputStream(80);
        boolean strayReturn = false;
        int previous = -1;
        for (int length = 0; length < FLOOD; length++) {
            int octet = octet();
            if (octet == '\n') {
                String text = content.toString(StandardCharsets.ISO_8859_1);
                return new Line(text, previous == '\r', strayReturn, content.size() > max);
            }
            if (previous == '\r') {
                strayReturn = true;
            }
            if (octet != '\r' && content.size() <= max) {
                content.write(octet);
            }
            previous = octet;
        }
        throw new IOException("a line without end");
    }

    private int octet() throws IOException {
        if (position == limit) {
            limit = in.read(buffer, 0, buffer.length);
            position = 0;
            if (limit < 0) {
                limit = 0;
                throw new EOFException("the client has gone");
            }
        }
        return buffer[position++];
    }
}
