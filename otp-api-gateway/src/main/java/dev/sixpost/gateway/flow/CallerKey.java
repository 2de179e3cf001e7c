package dev.sixpost.gateway.flow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** API keys of server callers. Settings hold digests only: lower-case hex of SHA-256 of the key. */
final class CallerKey {
    private static final String SCHEME = "Bearer ";
    private static final int MAX_LENGTH = 512;

    private CallerKey() {}

    /**
     * The digest of the key that is shown, where it is one of {@code digests}. Compares with every one in constant time, so
     * that the time tells nothing.
     */
    static Optional<String> shown(String authorization, List<String> digests) {
        if (authorization.length() > MAX_LENGTH || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String shown = digest(authorization.substring(SCHEME.length()).strip());
        boolean valid = false;
        for (String digest : digests) {
            valid |= MessageDigest.isEqual(
                    shown.getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.US_ASCII));
        }
        return valid ? Optional.of(shown) : Optional.empty();
    }

    private static String digest(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
