package dev.sixpost.mailer.mail;

import dev.sixpost.kit.text.SafeText;
import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text as header values. What could end a header, or turn the reading direction, is refused, never repaired. Pure. */
final class HeaderText {
    private static final int MAX_CHARS = 400;
    private static final int LINE = 76;

    /** 60 characters of base64, 72 with what stands around them; a line with such words has 76 at most. */
    private static final int WORD_OCTETS = 45;

    /** Of the first word, which has the header's name before it. */
    private static final int FIRST_WORD_OCTETS = 36;

    private HeaderText() {}

    /** An unstructured value, such as a subject. */
    static String unstructured(String name, String text) throws Unrenderable {
        return folded(name, plain(checked(text)) ? text : encoded(text));
    }

    /** A display name and an address, as in From. */
    static String mailbox(String name, String displayName, String address) throws Unrenderable {
        String shown = plain(checked(displayName)) ? quoted(displayName) : encoded(displayName);
        return folded(name, shown + " <" + checked(address) + ">");
    }

    /** A value that we made ourselves of ASCII. */
    static String ascii(String name, String value) throws Unrenderable {
        if (!plain(checked(value))) {
            throw new Unrenderable("header-not-ascii");
        }
        return name + ": " + value + "\r\n";
    }

    private static String checked(String text) throws Unrenderable {
        if (text.isBlank() || text.length() > MAX_CHARS || !SafeText.line(text)) {
            throw new Unrenderable("header-text-refused");
        }
        return text;
    }

    /** Printable ASCII, and nothing a reader would take for an encoded word. */
    private static boolean plain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f) && !text.contains("=?");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** RFC 2047 words of whole characters. MimeUtility leaves ASCII alone, even where it reads like such a word. */
    private static String encoded(String text) {
        StringBuilder words = new StringBuilder();
        StringBuilder chunk = new StringBuilder();
        for (int codePoint : text.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            int room = words.isEmpty() ? FIRST_WORD_OCTETS : WORD_OCTETS;
            if (octets(chunk) + octets(character) > room) {
                words.append(word(chunk)).append(' ');
                chunk.setLength(0);
            }
            chunk.append(character);
        }
        return words.append(word(chunk)).toString();
    }

    private static int octets(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static String word(StringBuilder chunk) {
        byte[] octets = chunk.toString().getBytes(StandardCharsets.UTF_8);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(octets) + "?=";
    }

    /** Lines end before a space, where there is one within {@link #LINE}. */
    private static String folded(String name, String value) {
        return name + ": " + MimeUtility.fold(Math.min(name.length() + 2, LINE), value) + "\r\n";
    }
}
