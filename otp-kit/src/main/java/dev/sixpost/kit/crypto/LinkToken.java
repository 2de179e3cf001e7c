package dev.sixpost.kit.crypto;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link's token: whose challenge it is about, which one, the proof, and the request whose mail it came in. Every mail of
 * a challenge has the same proof. Never logged, never on a topic.
 *
 * @param request {@link RequestSecret#reference} of the request; under no proof, since whoever has the token has the
 *     mail and may name any request
 */
public record LinkToken(String subject, String challengeId, String mac, String request) {
    private static final Pattern TEXT =
            Pattern.compile("([0-9a-f]{32})\\.([0-9a-f]{32})\\.([A-Za-z0-9_-]{22})\\.([0-9a-f]{32})");

    public String text() {
        return proof() + "." + request;
    }

    /** The part that verifies, the same in every mail of the challenge. */
    String proof() {
        return subject + "." + challengeId + "." + mac;
    }

    public static Optional<LinkToken> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new LinkToken(parts.group(1), parts.group(2), parts.group(3), parts.group(4)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "LinkToken[challengeId=" + challengeId + "]";
    }
}
