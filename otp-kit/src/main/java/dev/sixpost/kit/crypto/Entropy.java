package dev.sixpost.kit.crypto;

import java.security.SecureRandom;

/** Where randomness comes from; injected, so that a test may know it. */
@FunctionalInterface
public interface Entropy {
    /**
     * Gives as many bytes as nobody can guess.
     *
     * @throws NoEntropyException where there are none; nothing weaker takes their place
     */
    byte[] bytes(int count);

    /** The platform's generator. */
    static Entropy secure() {
        return of(new SecureRandom());
    }

    static Entropy of(SecureRandom random) {
        return count -> {
            byte[] bytes = new byte[count];
            try {
                random.nextBytes(bytes);
            } catch (RuntimeException e) {
                throw new NoEntropyException(e);
            }
            return bytes;
        };
    }
}
