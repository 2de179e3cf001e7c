package dev.sixpost.kit.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Reading and comparing guesses. */
public final class Guess {
    private Guess() {}

    /** The key a guess was made with; empty where it is no guess. */
    public static Optional<String> keyIdOf(String guess) {
        int dot = guess.indexOf('.');
        return dot > 0 ? Optional.of(guess.substring(0, dot)) : Optional.empty();
    }

    /** Compared in a time that does not depend on where they differ. */
    public static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
