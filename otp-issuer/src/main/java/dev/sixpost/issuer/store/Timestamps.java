package dev.sixpost.issuer.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Instants in one column: whole milliseconds, 8 bytes each. */
final class Timestamps {
    private Timestamps() {}

    static byte[] write(List<Instant> instants) {
        ByteBuffer bytes = ByteBuffer.allocate(instants.size() * Long.BYTES);
        instants.forEach(instant -> bytes.putLong(instant.toEpochMilli()));
        return bytes.array();
    }

    static List<Instant> read(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        List<Instant> instants = new ArrayList<>(stored.length / Long.BYTES);
        while (bytes.remaining() >= Long.BYTES) {
            instants.add(Instant.ofEpochMilli(bytes.getLong()));
        }
        return instants;
    }
}
