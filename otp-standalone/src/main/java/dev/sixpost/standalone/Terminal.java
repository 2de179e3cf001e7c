package dev.sixpost.standalone;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where a command tells whoever typed it what happens. */
public final class Terminal {
    private final PrintStream out;
    private final PrintStream err;

    public Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    static Terminal standard() {
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8));
    }

    public void say(String line) {
        out.println(line);
    }

    public void complain(String line) {
        err.println(line);
    }
}
