package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private static final String SAID =
            "250 fine\r\n\nbare\n" + "x".repeat(9_000) + "\r\n" + "y".repeat(9_000) + "\r\nrest";

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16_384})
    void linesAndBytesComeWholeHoweverTheyArrive(int atOnce) throws IOException {
        Wire wire = new Wire(arriving(SAID, atOnce));

        assertThat(wire.line()).isEqualTo("250 fine");
        assertThat(wire.line()).isEmpty();
        assertThat(wire.line()).isEqualTo("bare");
        assertThat(new String(wire.bytes(9_002), StandardCharsets.ISO_8859_1)).isEqualTo("x".repeat(9_000) + "\r\n");
        assertThat(wire.line()).isEqualTo("y".repeat(9_000));
        assertThat(wire.isEmpty()).isFalse();
        assertThat(wire.bytes(4)).isEqualTo("rest".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(wire.isEmpty()).isTrue();
    }

    @Test
    void aLineWithoutEndIsRefused() {
        Wire wire = new Wire(arriving("x".repeat(16_385) + "\n", 16_384));

        assertThatThrownBy(wire::line).isInstanceOf(IOException.class).hasMessage("a line without end");
    }

    @Test
    void whoGoesInTheMiddleOfALineIsNoticed() {
        Wire wire = new Wire(arriving("250 fi", 16_384));

        assertThatThrownBy(wire::line).isInstanceOf(IOException.class).hasMessage("the other side is gone");
    }

    private static InputStream arriving(String text, int atOnce) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, atOnce));
            }
        };
    }
}
