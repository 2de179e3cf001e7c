package dev.sixpost.verifier.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes values one after the other: whole numbers in as few bytes as they need, texts with their length before them. */
final class Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    byte[] bytes() {
        return bytes.toByteArray();
    }

    Out octet(int value) {
        bytes.write(value);
        return this;
    }

    Out fixed(long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes.write((int) (value >>> shift));
        }
        return this;
    }

    /** Small where the number is small and not negative. */
    Out number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    /** Small where the number is near zero on either side. */
    Out signed(long value) {
        return number((value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    Out text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    /** An identity: at half its length where it is lower-case hex, as most are. */
    Out id(String value) {
        if (isLowerCaseHex(value)) {
            byte[] raw = HexFormat.of().parseHex(value);
            number(raw.length * 2L + 1);
            bytes.writeBytes(raw);
        } else {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            number(utf8.length * 2L);
            bytes.writeBytes(utf8);
        }
        return this;
    }

    private static boolean isLowerCaseHex(String value) {
        boolean hex = !value.isEmpty() && value.length() % 2 == 0;
        for (int i = 0; hex && i < value.length(); i++) {
            char c = value.charAt(i);
            hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return hex;
    }

    Out flag(@Nullable Boolean value) {
        return octet(value == null ? 0 : value ? 2 : 1);
    }

    Out duration(Duration value) {
        return number(value.toMillis());
    }

    Out instant(Instant value) {
        return signed(value.toEpochMilli());
    }

    /** Whether there is a value; the value itself follows where there is one. */
    <T> Out optional(@Nullable T value, Consumer<T> write) {
        octet(value == null ? 0 : 1);
        if (value != null) {
            write.accept(value);
        }
        return this;
    }

    Out texts(@Nullable Map<String, String> values) {
        if (values == null) {
            return number(0);
        }
        number(values.size() + 1L);
        new TreeMap<>(values).forEach((name, value) -> text(name).text(value));
        return this;
    }
}
