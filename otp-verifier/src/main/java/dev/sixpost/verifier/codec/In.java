package dev.sixpost.verifier.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Out} wrote; a {@link BrokenStateException} where the bytes are something else. */
final class In {
    private final ByteBuffer bytes;

    In(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int octet() {
        return Byte.toUnsignedInt(bytes.get());
    }

    long fixed() {
        return bytes.getLong();
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if ((octet & 0x80) == 0) {
                return value;
            }
        }
        throw new BrokenStateException();
    }

    int small() {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new BrokenStateException();
        }
        return (int) value;
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    String text() {
        return new String(raw(small()), StandardCharsets.UTF_8);
    }

    String id() {
        int head = small();
        byte[] raw = raw(head / 2);
        return head % 2 == 1 ? HexFormat.of().formatHex(raw) : new String(raw, StandardCharsets.UTF_8);
    }

    @Nullable
    Boolean flag() {
        int value = octet();
        return value == 0 ? null : Boolean.valueOf(value == 2);
    }

    Duration duration() {
        return Duration.ofMillis(number());
    }

    Instant instant() {
        return Instant.ofEpochMilli(signed());
    }

    <T> @Nullable T optional(Supplier<T> value) {
        return octet() == 0 ? null : value.get();
    }

    @Nullable
    Map<String, String> texts() {
        int head = small();
        if (head == 0) {
            return null;
        }
        Map<String, String> values = new TreeMap<>();
        for (int i = 1; i < head; i++) {
            values.put(text(), text());
        }
        return Map.copyOf(values);
    }

    <T> List<T> list(Supplier<T> element) {
        int count = small();
        List<T> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(element.get());
        }
        return values;
    }

    void end() {
        if (bytes.hasRemaining()) {
            throw new BrokenStateException();
        }
    }

    private byte[] raw(int length) {
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] raw = new byte[length];
        bytes.get(raw);
        return raw;
    }
}
