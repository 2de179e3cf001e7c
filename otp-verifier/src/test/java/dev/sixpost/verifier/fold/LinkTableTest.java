package dev.sixpost.verifier.fold;

import static dev.sixpost.verifier.fold.Opened.challenge;
import static dev.sixpost.verifier.fold.Row.row;
import static dev.sixpost.verifier.fold.Story.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract's verify table for links. */
class LinkTableTest {
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);

    static List<Row> links() {
        return List.of(
                row("link", "verified", 1, s -> linked(s).link("a")),
                row(
                        "link without one being offered",
                        "no-active-code",
                        0,
                        s -> s.opens(challenge("a").build()).link("a")),
                row(
                        "link after the code's expiry",
                        "verified",
                        1,
                        s -> linked(s).after(TTL).link("a")),
                row(
                        "code after its expiry, with the link alive",
                        "code-expired",
                        0,
                        s -> linked(s).after(TTL).right("a")),
                row(
                        "code long expired, with the link alive",
                        "no-active-code",
                        0,
                        s -> s.opens(challenge("a").linkTtl(Duration.ofDays(2)).build())
                                .after(TTL.plus(HOUR))
                                .right("a")),
                row(
                        "link at its expiry",
                        "code-expired",
                        0,
                        s -> linked(s).after(HOUR).link("a")),
                row(
                        "link long expired",
                        "no-active-code",
                        0,
                        s -> linked(s).after(HOUR.plus(HOUR)).link("a")),
                row(
                        "link of a superseded challenge",
                        "no-active-code",
                        0,
                        s -> linked(s).opens(challenge("b").build()).link("a")),
                row(
                        "link with the wrong proof",
                        "no-active-code",
                        1,
                        s -> linked(s).presents(new Presented.Link("a", "key.forged"))),
                row("link used twice", "no-active-code", 1, s -> {
                    linked(s).link("a");
                    return s.link("a");
                }),
                row("code after the link was used", "no-active-code", 1, s -> {
                    linked(s).link("a");
                    return s.right("a");
                }),
                row("link through a lock", "verified", 4, s -> {
                    s.opens(challenge("a").linkTtl(HOUR).failures(3).build());
                    wrong(s, 3);
                    return s.link("a");
                }),
                row("link of a challenge whose attempts are used up", "too-many-attempts 0", 5, s -> {
                    wrong(linked(s), 5);
                    return s.link("a");
                }),
                row(
                        "decoy's link",
                        "no-active-code",
                        1,
                        s -> s.opens(challenge("a").linkTtl(HOUR).decoy().build())
                                .link("a")),
                row(
                        "link by a key that is not here",
                        "unavailable",
                        0,
                        s -> linked(s).presents(new Presented.Link("a", "unknown.link-of-a"))));
    }

    @ParameterizedTest
    @MethodSource("links")
    void theFirstRowThatFitsIsTheVerdict(Row row) {
        Story story = new Story();

        assertThat(told(row.told().apply(story))).isEqualTo(row.verdict());
        assertThat(story.comparisons()).isEqualTo(row.comparisons());
    }

    private static Story linked(Story story) {
        return story.opens(challenge("a").linkTtl(HOUR).build());
    }

    private static void wrong(Story story, int times) {
        for (int i = 0; i < times; i++) {
            story.wrong();
        }
    }
}
