package dev.sixpost.gateway.view;

import static dev.sixpost.gateway.view.Ada.APP;
import static dev.sixpost.gateway.view.Ada.EMAIL;
import static dev.sixpost.gateway.view.Ada.SUBJECT;
import static dev.sixpost.gateway.view.Ada.T;
import static dev.sixpost.gateway.view.Ada.asked;
import static dev.sixpost.gateway.view.Ada.incorrect;
import static dev.sixpost.gateway.view.Ada.issued;
import static dev.sixpost.gateway.view.Ada.verified;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.Purpose;
import org.junit.jupiter.api.Test;

/** A view that is filled in behind reads the topics side by side: what came first may be seen last. */
class LateRecordsTest {
    private final View view = new View(1_000, new Watches(new Watchdog("unused")));

    private ChallengeState challenge(String id) {
        return view.challenge(id).orElseThrow();
    }

    @Test
    void anErasureThatIsReadLateLeavesWhatCameAfterIt() {
        AddressErased erased = new AddressErased(APP, EMAIL);
        view.outcome(issued("r1", "c1", false), "e1", T);
        view.outcome(issued("r2", "c2", false), "e2", T.plusSeconds(20));
        view.accepted("r3", asked(APP, EMAIL), T.plusSeconds(21));

        view.erased(erased, T.plusSeconds(10));

        assertThat(view.request("r1")).isEmpty();
        assertThat(view.challenge("c1")).isEmpty();
        assertThat(view.request("r2")).isPresent();
        assertThat(view.challenge("c2")).isPresent();
        assertThat(view.request("r3")).isPresent();
        assertThat(view.codeLength(APP, SUBJECT, Purpose.SIGNUP)).hasValue(6);
        view.erased(erased, T.plusSeconds(5));
        assertThat(view.outcome(issued("r4", "c4", false), "e4", T.plusSeconds(7)))
                .contains(Dropped.ERASED);
    }

    @Test
    void whatEndedAChallengeBeforeItWasReplacedCountsInEitherOrder() {
        view.outcome(issued("r1", "c1", false), "e1", T);
        view.outcome(issued("r2", "c2", false), "e2", T.plusSeconds(60));
        assertThat(challenge("c1").progress()).isEqualTo(Progress.SUPERSEDED);

        view.verdict(incorrect("c1", 0), "c1", SUBJECT, "e3", T.plusSeconds(30));
        assertThat(challenge("c1").progress()).isEqualTo(Progress.EXHAUSTED);
        assertThat(challenge("c1").timeline())
                .extracting(TimelineEntry::event)
                .containsExactly("issued", "code-incorrect");

        view.verdict(verified("c1"), "c1", SUBJECT, "e4", T.plusSeconds(30));
        assertThat(challenge("c1").progress()).isEqualTo(Progress.VERIFIED);
        view.verdict(incorrect("c2", 0), "c2", SUBJECT, "e5", T.plusSeconds(90));
        view.outcome(issued("r3", "c3", false), "e6", T.plusSeconds(80));
        assertThat(challenge("c2").progress()).isEqualTo(Progress.EXHAUSTED);
    }

    @Test
    void aWrongGuessAfterAChallengeWasReplacedChangesNothingOfThat() {
        view.outcome(issued("r1", "c1", false), "e1", T);
        view.outcome(issued("r2", "c2", false), "e2", T.plusSeconds(60));

        view.verdict(incorrect("c1", 0), "c1", SUBJECT, "e3", T.plusSeconds(61));

        assertThat(challenge("c1").progress()).isEqualTo(Progress.SUPERSEDED);
    }
}
