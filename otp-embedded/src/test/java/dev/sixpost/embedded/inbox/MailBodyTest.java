package dev.sixpost.embedded.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailBodyTest {

    @Test
    void takesOutTheDotsThatWerePutBeforeDots() throws Exception {
        assertThat(read("a\r\n..b\r\n...\r\n.c\r\n.\r\n")).isEqualTo(new MailBody.Whole("a\r\n.b\r\n..\r\nc\r\n"));
    }

    @Test
    void keepsEveryOctet() throws Exception {
        var octets = new StringBuilder();
        for (char octet = 0; octet < 256; octet++) {
            octets.append(octet == '\r' || octet == '\n' ? ' ' : octet);
        }
        assertThat(read(octets + "\r\n.\r\n")).isEqualTo(new MailBody.Whole(octets + "\r\n"));
    }

    @Test
    void takesAnEmptyMail() throws Exception {
        assertThat(read(".\r\n")).isEqualTo(new MailBody.Whole(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n.\nMAIL FROM:<smuggled@x.example>\r\n.\r\n",
                "a\n.\r\nb\r\n.\r\n",
                "a\r\n.\nb\r\n.\r\n",
                "a\r.\rb\r\n.\r\n",
                "a\r\r\n.\r\n",
                "a\nb\r\n.\r\n",
            })
    void takesOnlyCrLfDotCrLfForTheEndAndRefusesTheMailThatTriesAnother(String hostile) throws Exception {
        var lines = lines(hostile + "QUIT\r\n");
        assertThat(MailBody.read(lines)).isInstanceOf(MailBody.Unacceptable.class);
        assertThat(lines.next(100).content()).isEqualTo("QUIT");
    }

    @Test
    void refusesALineOfMoreThan998OctetsAndReadsOn() throws Exception {
        assertThat(read("a".repeat(998) + "\r\n.\r\n")).isInstanceOf(MailBody.Whole.class);
        assertThat(read("." + ".".repeat(998) + "\r\n.\r\n")).isInstanceOf(MailBody.Whole.class);
        assertThat(read("a".repeat(999) + "\r\n.\r\n")).isInstanceOf(MailBody.Unacceptable.class);
        assertThat(read("a".repeat(100_000) + "\r\n.\r\n")).isInstanceOf(MailBody.Unacceptable.class);
    }

    @Test
    void refusesAMailThatIsTooLargeAndReadsOn() throws Exception {
        String line = "a".repeat(998) + "\r\n";
        var lines = lines(line.repeat(MailBody.MAX_SIZE / 1000 + 2) + ".\r\nQUIT\r\n");
        assertThat(MailBody.read(lines)).isEqualTo(new MailBody.Unacceptable("552 5.3.4 The mail is too large"));
        assertThat(lines.next(100).content()).isEqualTo("QUIT");
    }

    @Test
    void givesUpOnAMailOrALineWithoutEnd() {
        assertThatThrownBy(() -> read("a".repeat(5_000_000))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(("a".repeat(998) + "\r\n").repeat(10_000)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read("half a ma")).isInstanceOf(EOFException.class);
    }

    private static MailBody read(String sent) throws IOException {
        return MailBody.read(lines(sent));
    }

    private static LineReader lines(String sent) {
        return new LineReader(new ByteArrayInputStream(sent.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
