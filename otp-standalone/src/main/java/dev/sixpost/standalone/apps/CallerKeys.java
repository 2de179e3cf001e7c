package dev.sixpost.standalone.apps;

import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.standalone.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** API keys of one application: its settings hold their digests, and nobody holds the keys but who was given them. */
final class CallerKeys {
    private static final int KEY_BYTES = 32;
    private static final int SHOWN = 12;
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{6,64}");

    private CallerKeys() {}

    static String fresh(Entropy entropy) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(entropy.bytes(KEY_BYTES));
    }

    static String digest(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static List<String> shown(JsonNode settings) {
        return digests(settings).map(digest -> digest.substring(0, SHOWN)).toList();
    }

    static JsonNode with(JsonNode settings, String digest) {
        return replaced(settings, Stream.concat(digests(settings), Stream.of(digest)));
    }

    /** Refuses a beginning that is none, or that of several. */
    static JsonNode without(JsonNode settings, String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new Failure("--revoke takes the beginning of a digest, as ./otp apps keys ID shows it.");
        }
        long matches =
                digests(settings).filter(digest -> digest.startsWith(prefix)).count();
        if (matches != 1) {
            throw new Failure(matches + " keys have a digest that begins with " + prefix + ".");
        }
        return replaced(settings, digests(settings).filter(digest -> !digest.startsWith(prefix)));
    }

    private static Stream<String> digests(JsonNode settings) {
        return settings.at("/callers/keys").valueStream().map(JsonNode::asString);
    }

    private static JsonNode replaced(JsonNode settings, Stream<String> digests) {
        ObjectNode changed = (ObjectNode) settings.deepCopy();
        ArrayNode keys = changed.withObject("callers").withArray("keys");
        List<String> kept = digests.toList();
        keys.removeAll();
        kept.forEach(keys::add);
        return changed;
    }
}
