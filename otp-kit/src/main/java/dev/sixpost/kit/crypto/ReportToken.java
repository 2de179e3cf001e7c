package dev.sixpost.kit.crypto;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token of a mail's "this was not me": whose challenge, which one, and the proof that a mail of ours named it. It
 * verifies nothing.
 */
public record ReportToken(String subject, String challengeId, String mac) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{32})\\.([0-9a-f]{32})\\.([A-Za-z0-9_-]{22})");
    private static final int MAC_BYTES = 16;

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
                ? Optional.of(new ReportToken(parts.group(1), parts.group(2), parts.group(3)))
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
        return subject + "." + challengeId + "." + mac;
    }

    @Override
    public String toString() {
        return "ReportToken[challengeId=" + challengeId + "]";
    }
}
