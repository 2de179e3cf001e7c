package dev.sixpost.verifier.fold;

import static dev.sixpost.verifier.fold.Opened.challenge;
import static dev.sixpost.verifier.fold.Row.row;
import static dev.sixpost.verifier.fold.Story.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the contract's verify table for codes, and the order in which they count. */
class VerdictTableTest {
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    static Stream<Row> rows() {
        return Stream.of(live(), exhausted(), late(), locked()).flatMap(List::stream);
    }

    static List<Row> live() {
        return List.of(
                row("right at the first try", "verified", 1, s -> opened(s).right("a")),
                row(
                        "right at the very last moment",
                        "verified",
                        1,
                        s -> opened(s).after(TTL.minus(MILLI)).right("a")),
                row("wrong", "code-incorrect 4", 1, s -> opened(s).wrong()),
                row("right after all wrong but one", "verified", 5, s -> {
                    wrong(opened(s), 4);
                    return s.right("a");
                }),
                row(
                        "the right digits for another purpose",
                        "no-active-code",
                        0,
                        s -> opened(s).guesses(Purpose.LOGIN, "key.code-of-a")),
                row("nobody asked for a code", "no-active-code", 0, Story::wrong),
                row(
                        "digits of a superseded code",
                        "code-incorrect 4",
                        1,
                        s -> opened(s).opens(challenge("b").build()).right("a")),
                row(
                        "digits of the superseding code",
                        "verified",
                        1,
                        s -> opened(s).opens(challenge("b").build()).right("b")),
                row(
                        "a decoy's right digits",
                        "code-incorrect 4",
                        1,
                        s -> s.opens(challenge("a").decoy().build()).right("a")),
                row(
                        "a guess by a key that is not here",
                        "unavailable",
                        0,
                        s -> opened(s).guesses("unknown.code-of-a")),
                row(
                        "neither digits nor a token",
                        "invalid-request",
                        0,
                        s -> opened(s).presents(new Presented.Malformed())),
                row(
                        "another number of digits",
                        "invalid-request",
                        0,
                        s -> opened(s).presents(new Presented.Code("key.code-of-a", 8))),
                row(
                        "the same number of digits",
                        "verified",
                        1,
                        s -> opened(s).presents(new Presented.Code("key.code-of-a", 6))),
                row("erased", "no-active-code", 0, s -> opened(s).erases().right("a")));
    }

    static List<Row> exhausted() {
        return List.of(
                row("the last wrong one says so", "code-incorrect 0", 5, s -> {
                    wrong(opened(s), 4);
                    return s.wrong();
                }),
                row("right after as many wrong as allowed", "too-many-attempts 0", 5, s -> {
                    wrong(opened(s), 5);
                    return s.right("a");
                }),
                row("used up comes before expired", "too-many-attempts 0", 5, s -> {
                    wrong(opened(s), 5);
                    return s.after(TTL).right("a");
                }),
                row("the used up code is forgotten an hour after expiry", "no-active-code", 5, s -> {
                    wrong(opened(s), 5);
                    return s.after(TTL.plus(HOUR)).right("a");
                }),
                row("a fresh challenge has fresh attempts", "verified", 6, s -> {
                    wrong(opened(s), 5);
                    return s.opens(challenge("b").build()).right("b");
                }),
                row("used once is used", "no-active-code", 1, s -> {
                    opened(s).right("a");
                    return s.right("a");
                }),
                row("used at the last attempt is used, not used up", "no-active-code", 5, s -> {
                    wrong(opened(s), 4);
                    s.right("a");
                    return s.right("a");
                }));
    }

    static List<Row> late() {
        return List.of(
                row(
                        "right at the moment of expiry",
                        "code-expired",
                        0,
                        s -> opened(s).after(TTL).right("a")),
                row(
                        "right nearly an hour late",
                        "code-expired",
                        0,
                        s -> opened(s).after(TTL.plus(HOUR).minus(MILLI)).right("a")),
                row(
                        "right an hour late",
                        "no-active-code",
                        0,
                        s -> opened(s).after(TTL.plus(HOUR)).right("a")),
                row("used and then expired", "no-active-code", 1, s -> {
                    opened(s).right("a");
                    return s.after(TTL).right("a");
                }));
    }

    static List<Row> locked() {
        return List.of(
                row("as many failures as a day allows", "code-incorrect 2", 3, s -> {
                    s.opens(challenge("a").failures(3).build());
                    wrong(s, 2);
                    return s.wrong();
                }),
                row("right, but locked", "locked", 3, s -> {
                    s.opens(challenge("a").failures(3).build());
                    wrong(s, 3);
                    return s.right("a");
                }),
                row("an operator ends the lock", "code-incorrect 1", 4, s -> {
                    s.opens(challenge("a").failures(3).build());
                    wrong(s, 3);
                    return s.unlocks().wrong();
                }),
                row("ending a lock gives back no attempt", "too-many-attempts 0", 5, s -> {
                    s.opens(challenge("a").failures(20).build());
                    wrong(s, 5);
                    return s.unlocks().right("a");
                }),
                row("locked over challenges", "locked", 3, s -> {
                    s.opens(challenge("a").failures(3).build());
                    wrong(s, 3);
                    return s.opens(challenge("b").failures(3).build()).right("b");
                }),
                row("locked over purposes", "locked", 3, s -> {
                    s.opens(challenge("a").failures(3).build());
                    wrong(s, 3);
                    s.opens(challenge("b").purpose(Purpose.LOGIN).failures(3).build());
                    return s.guesses(Purpose.LOGIN, "key.code-of-b");
                }),
                row("locked without any code", "locked", 3, s -> {
                    s.opens(challenge("a").failures(3).build());
                    wrong(s, 3);
                    return s.guesses(Purpose.LOGIN, "key.wrong");
                }),
                row("locked comes before used up", "locked", 5, s -> {
                    s.opens(challenge("a").failures(5).build());
                    wrong(s, 5);
                    return s.wrong();
                }),
                row("free again a day later", "verified", 4, s -> {
                    s.opens(challenge("a").failures(3).build());
                    wrong(s, 3);
                    s.after(Duration.ofDays(1));
                    s.opens(challenge("b")
                            .failures(3)
                            .requestedAt(Instant.ofEpochMilli(s.now()))
                            .build());
                    return s.right("b");
                }),
                row("a challenge keeps the limit it was opened with", "verified", 4, s -> {
                    s.opens(challenge("a").failures(20).build());
                    s.opens(challenge("b").purpose(Purpose.LOGIN).failures(3).build());
                    wrong(s, 3);
                    return s.right("a");
                }),
                row("malformed comes before locked", "invalid-request", 3, s -> {
                    s.opens(challenge("a").failures(3).build());
                    wrong(s, 3);
                    return s.presents(new Presented.Malformed());
                }));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theFirstRowThatFitsIsTheVerdict(Row row) {
        Story story = new Story();

        assertThat(told(row.told().apply(story))).isEqualTo(row.verdict());
        assertThat(story.comparisons()).isEqualTo(row.comparisons());
    }

    private static Story opened(Story story) {
        return story.opens(challenge("a").build());
    }

    private static void wrong(Story story, int times) {
        for (int i = 0; i < times; i++) {
            story.wrong();
        }
    }
}
