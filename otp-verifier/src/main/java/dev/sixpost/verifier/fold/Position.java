package dev.sixpost.verifier.fold;

/**
 * Where on the log a record lies, and the broker's timestamp of it there. What lies at or before the last record that
 * changed a state has been folded into it already: only a rewound reader sees it again. The timestamp tells a rewound
 * reader from a topic that was created anew and counts from zero.
 */
public record Position(long offset, long timestamp) {
    boolean isAtOrBefore(Position other) {
        return offset <= other.offset && timestamp <= other.timestamp;
    }
}
