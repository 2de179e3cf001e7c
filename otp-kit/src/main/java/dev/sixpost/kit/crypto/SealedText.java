package dev.sixpost.kit.crypto;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A few bytes that go out and come back unchanged or not at all: {@code keyId.content.mac}. Sealed, not hidden. */
public final class SealedText {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_-]{1,32})\\.([A-Za-z0-9_-]{1,2600})\\.([A-Za-z0-9_-]{43})");

    private SealedText() {}

    public static String seal(Key key, byte[] content) {
        return key.id() + "." + Derivation.base64(content) + "." + mac(key, content);
    }

    /** The content; empty where no key of these sealed it. */
    public static Optional<byte[]> open(Keys keys, String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            byte[] content = Base64.getUrlDecoder().decode(parts.group(2));
            return keys.find(parts.group(1))
                    .filter(key -> Guess.same(mac(key, content), parts.group(3)))
                    .map(key -> content);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String mac(Key key, byte[] content) {
        return Derivation.base64(
                key.mac(Key.Use.SESSION, Message.of("session").with(content).bytes()));
    }
}
