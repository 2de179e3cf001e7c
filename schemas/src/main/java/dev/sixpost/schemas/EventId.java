package dev.sixpost.schemas;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Deterministic event identities: an event that is emitted again has the identity it had before. */
public final class EventId {
    private static final int BYTES = 16;

    private EventId() {}

    /** 128 bits of SHA-256 over the type and what makes the event itself, each part with its length before it. */
    public static String of(Class<? extends Event> type, String... parts) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        add(input, type.getSimpleName());
        for (String part : parts) {
            add(input, part);
        }
        return Digests.hex(Digests.sha256(input.toByteArray()), BYTES);
    }

    private static void add(ByteArrayOutputStream input, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        input.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        input.writeBytes(bytes);
    }
}
