package dev.sixpost.gateway.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A P-256 key pair made from a seed, signing as ES256: every instance with the seed signs a message alike. */
public final class SigningKey {
    private static final String SIGNATURE = "SHA256withECDSAinP1363Format";
    private static final String HMAC = "HmacSHA512";
    private static final int BYTES = 32;

    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final byte[] nonceSecret;
    private final String x;
    private final String y;
    private final String id;

    private SigningKey(BigInteger scalar, byte[] nonceSecret) throws GeneralSecurityException {
        ECPoint point = Curve.publicPoint(scalar);
        KeyFactory factory = KeyFactory.getInstance("EC");
        this.privateKey = factory.generatePrivate(new ECPrivateKeySpec(scalar, Curve.P256));
        this.publicKey = factory.generatePublic(new ECPublicKeySpec(point, Curve.P256));
        this.nonceSecret = nonceSecret;
        this.x = base64(fixed(point.getAffineX()));
        this.y = base64(fixed(point.getAffineY()));
        this.id = thumbprint();
    }

    public static SigningKey of(byte[] seed) {
        if (seed.length != BYTES) {
            throw new IllegalArgumentException("a seed has 32 bytes");
        }
        try {
            BigInteger most = Curve.P256.getOrder().subtract(BigInteger.ONE);
            BigInteger scalar = new BigInteger(1, expand(seed, "key")).mod(most).add(BigInteger.ONE);
            return new SigningKey(scalar, expand(seed, "nonce"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256 and " + HMAC, e);
        }
    }

    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initSign(privateKey, new MessageBound(nonceSecret, message));
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with a key of our own fails", e);
        }
    }

    public boolean verifies(byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initVerify(publicKey);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The public half as a JSON Web Key (RFC 7518, section 6.2). */
    public Map<String, String> jwk() {
        Map<String, String> jwk = new LinkedHashMap<>();
        jwk.put("kty", "EC");
        jwk.put("crv", "P-256");
        jwk.put("x", x);
        jwk.put("y", y);
        jwk.put("kid", id);
        jwk.put("use", "sig");
        jwk.put("alg", "ES256");
        return jwk;
    }

    public String id() {
        return id;
    }

    /** RFC 7638. */
    private String thumbprint() throws GeneralSecurityException {
        String canonical = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
        return base64(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.US_ASCII)));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] expand(byte[] seed, String use) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(seed, HMAC));
        return mac.doFinal(use.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] fixed(BigInteger coordinate) {
        byte[] bytes = coordinate.toByteArray();
        byte[] fixed = new byte[BYTES];
        int count = Math.min(bytes.length, BYTES);
        System.arraycopy(bytes, bytes.length - count, fixed, BYTES - count, count);
        return fixed;
    }
}
