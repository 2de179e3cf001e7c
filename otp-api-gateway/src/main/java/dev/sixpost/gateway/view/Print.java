package dev.sixpost.gateway.view;

import java.nio.charset.StandardCharsets;

/** 64 bits for an id, where a few are told apart and the view has no room for each one's characters (FNV-1a). Pure. */
final class Print {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Print() {}

    static long of(String id) {
        long print = BASIS;
        for (byte one : id.getBytes(StandardCharsets.UTF_8)) {
            print = (print ^ (one & 0xff)) * PRIME;
        }
        return print;
    }
}
