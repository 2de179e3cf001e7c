package dev.sixpost.kit.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** One key of OTP_KEYS. Its uses are separated by HKDF, so that no derived value helps with another use. */
public final class Key {
    /** What a subkey is for; the name goes into HKDF and must never change. */
    enum Use {
        CODE,
        GUESS,
        LINK,
        DIGEST,
        SEAL,
        TOKEN,
        REQUEST,
        REPORT,
        SEALED_CODE,
        SESSION
    }

    private static final String HMAC = "HmacSHA256";
    private static final int SUBKEY_BYTES = 32;
    private static final byte[] SALT = "sixpost/v1".getBytes(StandardCharsets.US_ASCII);

    private final String id;
    private final Map<Use, SecretKey> subkeys = new EnumMap<>(Use.class);
    private final Map<Use, Mac> macs = new EnumMap<>(Use.class);

    Key(String id, byte[] material) {
        this.id = id;
        for (Use use : Use.values()) {
            SecretKey subkey = new SecretKeySpec(expand(material, use), HMAC);
            subkeys.put(use, subkey);
            macs.put(use, mac(subkey));
        }
    }

    public String id() {
        return id;
    }

    /** 32 bytes from which the token signing key pair is made: the same in every instance that has this key. */
    public byte[] tokenSeed() {
        return subkey(Use.TOKEN).getEncoded();
    }

    /** 32 bytes that seal the codes of test addresses. */
    byte[] sealingKey() {
        return subkey(Use.SEALED_CODE).getEncoded();
    }

    /** By any thread: what is kept for a use is copied and never fed, so that no call looks for a provider. */
    byte[] mac(Use use, byte[] message) {
        try {
            return ((Mac) kept(macs, use).clone()).doFinal(message);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every JDK can copy its " + HMAC, e);
        }
    }

    private static Mac mac(SecretKey subkey) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(subkey);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    private SecretKey subkey(Use use) {
        return kept(subkeys, use);
    }

    private static <T> T kept(Map<Use, T> all, Use use) {
        T one = all.get(use);
        if (one == null) {
            throw new IllegalStateException("no subkey for " + use);
        }
        return one;
    }

    private static byte[] expand(byte[] material, Use use) {
        try {
            byte[] info = use.name().getBytes(StandardCharsets.US_ASCII);
            HKDFParameterSpec spec =
                    HKDFParameterSpec.ofExtract().addIKM(material).addSalt(SALT).thenExpand(info, SUBKEY_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveData(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK 25 has HKDF-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "Key[" + id + "]";
    }
}
