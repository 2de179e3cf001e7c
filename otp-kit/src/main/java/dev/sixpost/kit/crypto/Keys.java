package dev.sixpost.kit.crypto;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of OTP_KEYS, {@code id:base64,…}: the first is used for what is new, all of them for what is live. */
public final class Keys {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final int MIN_BYTES = 32;
    private static final int MAX_BYTES = 256;
    private static final int MAX_KEYS = 16;
    private static final int MIN_DISTINCT_BYTES = 12;

    private final List<Key> keys;

    private Keys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads the value of OTP_KEYS.
     *
     * @throws IllegalArgumentException saying what is wrong with which entry, without any of its material
     */
    public static Keys parse(String text) {
        String[] entries = text.split(",", -1);
        if (entries.length > MAX_KEYS) {
            throw new IllegalArgumentException("more than " + MAX_KEYS + " keys");
        }
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < entries.length; i++) {
            keys.add(entry(entries[i].strip(), i + 1));
        }
        long distinct = keys.stream().map(Key::id).distinct().count();
        if (distinct < keys.size()) {
            throw new IllegalArgumentException("two keys have the same id");
        }
        return new Keys(keys);
    }

    /** A fresh entry for OTP_KEYS. */
    public static String fresh(Entropy entropy) {
        String id = "k" + HexFormat.of().formatHex(entropy.bytes(4));
        return id + ":" + Base64.getEncoder().encodeToString(entropy.bytes(MIN_BYTES));
    }

    public Key current() {
        return keys.getFirst();
    }

    public List<Key> all() {
        return keys;
    }

    public Optional<Key> find(String id) {
        for (Key key : keys) {
            if (key.id().equals(id)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private static Key entry(String entry, int position) {
        int colon = entry.indexOf(':');
        if (colon < 0 || !ID.matcher(entry.substring(0, colon)).matches()) {
            throw new IllegalArgumentException("key " + position + " is not of the form id:base64");
        }
        byte[] material;
        try {
            material = Base64.getDecoder().decode(entry.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("key " + position + " is not base64");
        }
        if (material.length < MIN_BYTES || material.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "key " + position + " has " + material.length + " bytes; " + MIN_BYTES + " random ones are needed");
        }
        if (distinct(material) < MIN_DISTINCT_BYTES) {
            throw new IllegalArgumentException("key " + position + " is not random; './otp keys new' makes one");
        }
        return new Key(entry.substring(0, colon), material);
    }

    /** 32 random bytes have about 30 different values; a zero, repeated or typed key has few. */
    private static long distinct(byte[] material) {
        boolean[] seen = new boolean[256];
        long count = 0;
        for (byte b : material) {
            if (!seen[b & 0xff]) {
                seen[b & 0xff] = true;
                count++;
            }
        }
        return count;
    }

    @Override
    public String toString() {
        return "Keys" + keys;
    }
}
