package dev.sixpost.kit.crypto;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A link's token: whose challenge it is about, which one, and the proof. Never logged, never on a topic. */
public record LinkToken(String subject, String challengeId, String mac) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{32})\\.([0-9a-f]{32})\\.([A-Za-z0-9_-]{22})");

    public String text() {
        return subject + "." + challengeId + "." + mac;
    }

    public static Optional<LinkToken> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new LinkToken(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "LinkToken[challengeId=" + challengeId + "]";
    }
}
