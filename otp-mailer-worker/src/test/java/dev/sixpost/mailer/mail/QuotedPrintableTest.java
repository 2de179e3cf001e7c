package dev.sixpost.mailer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read back by another's decoder, holes and all. */
final class QuotedPrintableTest {
    private static final String TOKEN = "a1B2-_.c".repeat(16);

    static Stream<String> texts() {
        return Stream.of(
                "",
                "plain",
                "ends with a space \nand again \n",
                "a=b=3D",
                "x".repeat(300),
                "é".repeat(100),
                "\uD83D\uDC4B\u0939\u093F ".repeat(60),
                "    " + Hole.CODE.mark() + "\n",
                "y".repeat(70) + Hole.CODE.mark() + " z",
                "https://id.example/acme/confirm#" + Hole.LINK.mark() + "\nand " + Hole.REPORT.mark() + "\" end",
                Hole.LINK.mark(),
                "tab\tdel\u007f nul\u0000");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyTextComesBackAndEveryLineIsShort(String text) throws Exception {
        Frame.Builder builder = new Frame.Builder();
        QuotedPrintable.encode(text, builder);
        StringBuilder out = new StringBuilder();
        builder.build().fill(hole -> hole == Hole.CODE ? "0123456789" : TOKEN, out);
        String encoded = out.toString();
        assertThat(encoded).matches("(?s)[\\x20-\\x7e\\r\\n]*");
        assertThat(encoded.lines()).allMatch(line -> line.length() <= 76);
        String expected = text.replace("\n", "\r\n")
                .replace(Hole.CODE.mark(), "0123456789")
                .replace(Hole.LINK.mark(), TOKEN)
                .replace(Hole.REPORT.mark(), TOKEN);
        byte[] ascii = encoded.getBytes(StandardCharsets.US_ASCII);
        byte[] read = MimeUtility.decode(new ByteArrayInputStream(ascii), "quoted-printable")
                .readAllBytes();
        assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(expected);
    }
}
