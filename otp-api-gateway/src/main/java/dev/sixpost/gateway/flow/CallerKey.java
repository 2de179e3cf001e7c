package dev.sixpost.gateway.flow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** API keys of server callers. Settings hold digests only: lower-case hex of SHA-256 of the key. */
final class CallerKey {
    private static final String SCHEME = "Bearer ";
    private static final int MAX_LENGTH = 512;

    private CallerKey() {}

    /** Compares with every digest in constant time, so that the time tells nothing. */
    static boolean valid(String authorization, List<String> digests) {
        if (authorization.length() > MAX_LENGTH || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] shown = digest(authorization.substring(SCHEME.length()).strip());
        boolean valid = false;
        for (String digest : digests) {
            valid |= MessageDigest.isEqual(shown, digest.getBytes(StandardCharsets.US_ASCII));
        }
        return valid;
    }

    private static byte[] digest(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
