package dev.sixpost.kit.crypto;

import java.security.SecureRandom;

/** Where randomness comes from; injected, so that a test may know it. */
@FunctionalInterface
public interface Entropy {
    byte[] bytes(int count);

    /** The platform's generator; where that fails, so does the request. */
    static Entropy secure() {
        SecureRandom random = new SecureRandom();
        return count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        };
    }
}
