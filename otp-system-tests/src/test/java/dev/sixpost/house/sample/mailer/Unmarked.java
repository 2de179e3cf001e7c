package dev.sixpost.house.sample.mailer;

import java.util.logging.Logger;

/** Lies in a package that is not null-marked, and logs past SLF4J. */
public final class Unmarked {
    private Unmarked() {}

    public static String logger() {
        return String.valueOf(Logger.getLogger("sample").getName());
    }
}
