package dev.sixpost.schemas;

import java.nio.charset.StandardCharsets;

/** The pseudonym of an address within an application: the record key wherever an event is about somebody. */
public final class Subject {
    private static final int BYTES = 16;

    private Subject() {}

    /** Lower-case hex of the first 16 bytes of SHA-256(application + "/" + canonical email). */
    public static String of(String application, String canonicalEmail) {
        return Digests.hex(
                Digests.sha256((application + "/" + canonicalEmail).getBytes(StandardCharsets.UTF_8)), BYTES);
    }
}
