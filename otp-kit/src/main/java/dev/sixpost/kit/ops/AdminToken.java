package dev.sixpost.kit.ops;

import dev.sixpost.kit.config.Environment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** The operators' secret, {@code OTP_ADMIN_TOKEN}. Where none is configured nobody is let in. */
public final class AdminToken {
    private static final String SCHEME = "Bearer ";

    private final Optional<byte[]> digest;

    private AdminToken(Optional<byte[]> digest) {
        this.digest = digest;
    }

    public static AdminToken read(Environment env) {
        return of(env.text("OTP_ADMIN_TOKEN").orElse(""));
    }

    /** Blank for none. */
    public static AdminToken of(String token) {
        return new AdminToken(token.isBlank() ? Optional.empty() : Optional.of(digest(token.strip())));
    }

    /**
     * Whether the token was shown; digests are compared, in constant time.
     *
     * @param authorization the values of the header, of which there must be one
     */
    public boolean admits(List<String> authorization) {
        if (authorization.size() != 1 || !authorization.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] shown =
                digest(authorization.getFirst().substring(SCHEME.length()).strip());
        return digest.isPresent() && MessageDigest.isEqual(shown, digest.get());
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "AdminToken";
    }
}
