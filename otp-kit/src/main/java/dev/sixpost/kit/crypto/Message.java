package dev.sixpost.kit.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What goes under a MAC: parts with their lengths before them, so that no two lists of parts read the same. */
final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);

    static Message of(String kind) {
        return new Message().with(kind);
    }

    Message with(String part) {
        return with(part.getBytes(StandardCharsets.UTF_8));
    }

    Message with(byte[] part) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        bytes.writeBytes(part);
        return this;
    }

    Message with(long number) {
        return with(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
