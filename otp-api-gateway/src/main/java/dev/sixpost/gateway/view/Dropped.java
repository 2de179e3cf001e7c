package dev.sixpost.gateway.view;

import java.util.Locale;

/** Why a record of the tail changed nothing; counted. */
public enum Dropped {
    UNREADABLE,
    /** An event that has no place on its topic. */
    MISPLACED,
    /** Its identity is not the one that what it says would give it. */
    FORGED_ID,
    /** Its key is not the subject it speaks about. */
    WRONG_KEY,
    WRONG_PARTITION,
    /** It speaks of an address that was erased since. */
    ERASED,
    /** A notice for others. */
    UNCONCERNED,
    /** It speaks of something known to belong to another application or address. */
    FOREIGN,
    /** A second, different outcome. */
    DOUBLE,
    /** The same again. */
    DUPLICATE,
    /** Nobody waits for it any more. */
    LATE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
