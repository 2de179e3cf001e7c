package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.Verdict;
import java.util.function.Function;

/** One row of a table of verdicts: what happens, what is told at its end, how many guesses were compared on the way. */
record Row(String name, Function<Story, Verdict> told, String verdict, int comparisons) {
    static Row row(String name, String verdict, int comparisons, Function<Story, Verdict> told) {
        return new Row(name, told, verdict, comparisons);
    }

    @Override
    public String toString() {
        return name;
    }
}
