package dev.sixpost.kit.crypto;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token of a mail's "this was not me": whose challenge, which one, and the proof that a mail of ours named it. It
 * verifies nothing. Its text has no digits but those of the proof: whoever looks for a code in a mail that has none finds
 * none.
 */
public record ReportToken(String subject, String challengeId, String mac) {
    private static final Pattern TEXT = Pattern.compile("([a-p]{32})\\.([a-p]{32})\\.([A-Za-z0-9_-]{22})");
    private static final int MAC_BYTES = 16;
    private static final int HEX = 16;

    public static ReportToken of(Key key, String application, String challengeId, String subject) {
        byte[] mac = key.mac(
                Key.Use.REPORT,
                Message.of("report")
                        .with(application)
                        .with(challengeId)
                        .with(subject)
                        .bytes());
        return new ReportToken(subject, challengeId, Derivation.base64(Arrays.copyOf(mac, MAC_BYTES)));
    }

    public static Optional<ReportToken> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new ReportToken(hex(parts.group(1)), hex(parts.group(2)), parts.group(3)))
                : Optional.empty();
    }

    /** Whether any of the keys made it, for this application. */
    public boolean isRight(Keys keys, String application) {
        boolean right = false;
        for (Key key : keys.all()) {
            right |= Guess.same(of(key, application, challengeId, subject).mac, mac);
        }
        return right;
    }

    public String text() {
        return letters(subject) + "." + letters(challengeId) + "." + mac;
    }

    private static String letters(String hex) {
        return hex.chars()
                .map(digit -> 'a' + Character.digit(digit, HEX))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String hex(String letters) {
        return letters.chars()
                .map(letter -> Character.forDigit(letter - 'a', HEX))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public String toString() {
        return "ReportToken[challengeId=" + challengeId + "]";
    }
}
