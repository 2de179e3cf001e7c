package dev.sixpost.kit.crypto;

import java.util.Base64;

/** How a challenge's nonce is written in events and tables: {@link Derivation#NONCE_BYTES} bytes as base64url, unpadded. */
public final class Nonce {
    private Nonce() {}

    public static String fresh(Entropy entropy) {
        return Derivation.base64(entropy.bytes(Derivation.NONCE_BYTES));
    }

    /**
     * Reads what {@link #fresh} wrote.
     *
     * @throws IllegalArgumentException where the text is not one
     */
    public static byte[] bytes(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != Derivation.NONCE_BYTES) {
            throw new IllegalArgumentException("a nonce has " + Derivation.NONCE_BYTES + " bytes");
        }
        return bytes;
    }
}
