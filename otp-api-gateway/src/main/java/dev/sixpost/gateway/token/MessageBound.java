package dev.sixpost.gateway.token;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The "random" number of one signature, from a secret and the message, as RFC 6979 has it: no generator can repeat it for
 * another message, and the same message is signed alike by every instance.
 */
final class MessageBound extends SecureRandom {
    private static final long serialVersionUID = 1;
    private static final String HMAC = "HmacSHA512";

    private final transient SecretKeySpec key;
    private final transient byte[] message;
    private int blocks;

    MessageBound(byte[] secret, byte[] message) {
        super(null, null);
        this.key = new SecretKeySpec(secret, HMAC);
        this.message = message.clone();
    }

    /** Another draw of the same signature gets other bytes. */
    @Override
    public void nextBytes(byte[] bytes) {
        int filled = 0;
        while (filled < bytes.length) {
            byte[] block = block();
            int count = Math.min(block.length, bytes.length - filled);
            System.arraycopy(block, 0, bytes, filled, count);
            Arrays.fill(block, (byte) 0);
            filled += count;
        }
    }

    private byte[] block() {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, blocks++));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
