package dev.sixpost.standalone.doctor;

/** What a check came to, as one line. */
record Finding(boolean good, String about, String line) {

    static Finding good(String about, String line) {
        return new Finding(true, about, line);
    }

    static Finding bad(String about, String line) {
        return new Finding(false, about, line);
    }

    String text() {
        return (good ? "ok    " : "FAIL  ") + about + ": " + line;
    }
}
