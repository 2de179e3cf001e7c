package dev.sixpost.kit.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The fixed code of a test address as the settings hold it, {@code keyId.base64url}: readable with the keys only, and bound
 * to its application and address, so that it says nothing anywhere else. Rotation: what is sealed under a key that is gone
 * is lost, and the address is like any other until its code is set again.
 */
public final class SealedCode {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private SealedCode() {}

    public static String seal(Key key, Entropy entropy, String application, String canonicalEmail, String digits) {
        byte[] iv = entropy.bytes(IV_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, iv, application, canonicalEmail)
                    .doFinal(digits.getBytes(StandardCharsets.US_ASCII));
            byte[] whole = Arrays.copyOf(iv, IV_BYTES + sealed.length);
            System.arraycopy(sealed, 0, whole, IV_BYTES, sealed.length);
            return key.id() + "." + Derivation.base64(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CIPHER, e);
        }
    }

    /** The digits; empty where the key is gone, or the text was not sealed for just this application and address. */
    public static Optional<String> open(Keys keys, String sealed, String application, String canonicalEmail) {
        int dot = sealed.indexOf('.');
        if (dot < 1) {
            return Optional.empty();
        }
        return keys.find(sealed.substring(0, dot))
                .flatMap(key -> open(key, sealed.substring(dot + 1), application, canonicalEmail));
    }

    private static Optional<String> open(Key key, String text, String application, String canonicalEmail) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(text);
            if (whole.length <= IV_BYTES) {
                return Optional.empty();
            }
            byte[] iv = Arrays.copyOf(whole, IV_BYTES);
            byte[] digits = cipher(Cipher.DECRYPT_MODE, key, iv, application, canonicalEmail)
                    .doFinal(whole, IV_BYTES, whole.length - IV_BYTES);
            return Optional.of(new String(digits, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] iv, String application, String canonicalEmail)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key.sealingKey(), "AES"), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(Message.of("test-address")
                .with(application)
                .with(canonicalEmail)
                .bytes());
        return cipher;
    }
}
