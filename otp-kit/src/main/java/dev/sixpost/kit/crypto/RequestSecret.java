package dev.sixpost.kit.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What a browser is told beside its request's id, and shows to prove that it is the one that asked. Nothing to store. */
public final class RequestSecret {
    private static final Pattern REFERENCE = Pattern.compile("[0-9a-f]{32}");
    private static final int BYTES = 16;

    private RequestSecret() {}

    /** What stands for a request in a link: its id, or 128 bits of the id's digest where upstream chose another form. */
    public static String reference(String requestId) {
        return REFERENCE.matcher(requestId).matches() ? requestId : digest(requestId);
    }

    /** The secret of the request that {@code reference} stands for. */
    public static String of(Key key, String application, String reference) {
        byte[] mac = key.mac(
                Key.Use.REQUEST,
                Message.of("request").with(application).with(reference).bytes());
        return Derivation.base64(Arrays.copyOf(mac, BYTES));
    }

    /** Whether any of the keys made it: it outlives a rotation. */
    public static boolean isRight(Keys keys, String secret, String application, String reference) {
        boolean right = false;
        for (Key key : keys.all()) {
            right |= Guess.same(of(key, application, reference), secret);
        }
        return right;
    }

    private static String digest(String requestId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(requestId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
