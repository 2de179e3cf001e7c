package dev.sixpost.kit.crypto;

import java.util.OptionalLong;

/**
 * The time of a record that was moved to its right partition, sealed by who moved it: the new record's own timestamp is
 * later, and an unsealed claim would let anybody who can write to the topic date a command back.
 */
public final class Seal {
    private Seal() {}

    /** {@code <millis>.<keyId>.<mac>}, bound to the record's identity and value. */
    public static String of(Key key, String id, long timestampMillis, byte[] value) {
        byte[] mac = key.mac(
                Key.Use.SEAL,
                Message.of("moved").with(id).with(timestampMillis).with(value).bytes());
        return timestampMillis + "." + key.id() + "." + Derivation.base64(mac);
    }

    /** The sealed time; empty where the seal is not one of ours for just this record. */
    public static OptionalLong check(Keys keys, String seal, String id, byte[] value) {
        int dot = seal.indexOf('.');
        int second = seal.indexOf('.', dot + 1);
        if (dot < 1 || dot > 15 || second < 0) {
            return OptionalLong.empty();
        }
        long timestamp;
        try {
            timestamp = Long.parseLong(seal.substring(0, dot));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
        return keys.find(seal.substring(dot + 1, second))
                        .map(key -> Guess.same(of(key, id, timestamp, value), seal))
                        .orElse(false)
                ? OptionalLong.of(timestamp)
                : OptionalLong.empty();
    }
}
