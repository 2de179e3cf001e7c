package dev.sixpost.standalone;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where a command tells whoever typed it what happens. */
public final class Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final Optional<Console> person;

    /** Where nobody sits. */
    public Terminal(PrintStream out, PrintStream err) {
        this(out, err, Optional.empty());
    }

    private Terminal(PrintStream out, PrintStream err, Optional<Console> person) {
        this.out = out;
        this.err = err;
        this.person = person;
    }

    static Terminal standard() {
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                Optional.ofNullable(System.console()).filter(Console::isTerminal));
    }

    public void say(String line) {
        out.println(line);
    }

    /** Where nobody sits, nobody is asked: a script has decided already. */
    public boolean agrees(String question) {
        return person.map(console -> console.readLine("%s [y/N] ", question))
                .map(answer -> answer.strip().equalsIgnoreCase("y"))
                .orElse(person.isEmpty());
    }

    public void complain(String line) {
        err.println(line);
    }
}
