package dev.sixpost.issuer.decide;

import static dev.sixpost.issuer.decide.Given.at;
import static dev.sixpost.issuer.decide.Given.bare;
import static dev.sixpost.issuer.decide.Given.published;
import static dev.sixpost.issuer.decide.Given.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.decide.Decision.Conflicting;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.issuer.decide.Decision.Repeated;
import dev.sixpost.schemas.OtpRequested;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RepeatedRequestTest {
    @Test
    void theSameRecordAgainBringsEverythingAgainUntilItIsOnKafka() {
        Given given = new Given();
        Ask ask = given.ask("r0");
        Answer answer = given.answer(ask);
        given.later(Duration.ofHours(1));

        assertThat(given.decide(ask).inOrder()).containsExactly(new Repeated(ask, answer, true, false));
        Ask published = published(ask);
        assertThat(given.decide(published).inOrder()).containsExactly(new Repeated(published, answer, false, false));
    }

    @Test
    void theSameRequestInAnotherRecordBringsItsOutcomeOnly() {
        Given given = new Given();
        Answer answer = given.answer(given.ask("r0"));
        Ask twin = at(given.ask("r0"), new Position(Source.REQUESTS, 3, 7));

        Decisions decisions = given.decide(twin);

        assertThat(decisions.inOrder()).containsExactly(new Repeated(twin, answer, false, false));
        assertThat(decisions.opened()).isEmpty();
        assertThat(decisions.changed()).isEmpty();
    }

    @Test
    void twinsInOneBatchAreOneRequest() {
        Given given = new Given();
        Ask first = given.ask("r0");
        Ask twin = at(first, new Position(Source.REQUESTS, 0, 1));

        Decisions decisions = given.decide(first, twin);

        assertThat(decisions.opened()).hasSize(1);
        assertThat(decisions.inOrder().get(1)).isInstanceOf(Repeated.class);
        assertThat(((Repeated) decisions.inOrder().get(1)).everything()).isFalse();
    }

    @Test
    void anotherRequestUnderATakenIdentityIsAConflict() {
        Given given = new Given();
        given.answer(given.ask("r0"));
        Ask thief = given.ask("r0", "thief@example.com");

        Decisions decisions = given.decide(thief);

        assertThat(decisions.inOrder()).containsExactly(new Conflicting(thief));
        assertThat(decisions.opened()).isEmpty();
    }

    @Test
    void anIdempotencyKeyIsHeldByTheFirstRequestForADay() {
        Given given = new Given();
        OtpRequested one = Given.wanted("ada@example.com", null, "key");
        OtpRequested other = Given.wanted("bob@example.com", null, "key");
        given.answer(given.ask("r0", one, false));

        assertThat(reason(given.answer(given.ask("r1", other, false)))).isEqualTo("idempotency-mismatch");
        given.later(Duration.ofHours(24).minusMillis(1));
        assertThat(reason(given.answer(given.ask("r2", other, false)))).isEqualTo("idempotency-mismatch");
        given.later(Duration.ofMillis(1));
        Decisions after = given.decide(given.ask("r3", other, false));
        assertThat(after.opened()).hasSize(1);
        assertThat(after.outlived()).containsExactly("r0");
    }

    @Test
    void twoHoldersInOneBatchAreToldApart() {
        Given given = new Given();

        Decisions decisions = given.decide(
                given.ask("r0", Given.wanted("ada@example.com", null, "key"), false),
                given.ask("r1", Given.wanted("bob@example.com", null, "key"), false));

        assertThat(decisions.opened()).hasSize(1);
        assertThat(reason(((Decided) decisions.inOrder().get(1)).answer())).isEqualTo("idempotency-mismatch");
    }

    @Test
    void aRefusedKeyIsNotHeldByWhoeverWasRefused() {
        Given given = new Given();
        given.answer(given.ask("r0", Given.wanted("ada@example.com", null, "key"), false));

        Answer refused = given.answer(given.ask("r1", Given.wanted("bob@example.com", null, "key"), false));

        assertThat(refused.asked().idempotency()).isNull();
    }

    @Test
    void theSameKeyAndBodyAfterADayIsANewOperation() {
        Given given = new Given();
        OtpRequested wanted = Given.wanted("ada@example.com", null, "key");
        given.answer(given.ask("r0", wanted, false));
        given.later(Duration.ofHours(24).minusMillis(1));
        assertThat(given.decide(given.ask("r0", wanted, false)).inOrder().getFirst())
                .isInstanceOf(Repeated.class);
        given.later(Duration.ofMillis(1));

        Decisions decisions = given.decide(at(given.ask("r0", wanted, false), new Position(Source.REQUESTS, 1, 1)));

        assertThat(decisions.outlived()).containsExactly("r0");
        assertThat(decisions.opened()).hasSize(1);
    }

    @Test
    void anOldRecordReadAgainIsNeverANewOperation() {
        Given given = new Given();
        OtpRequested wanted = Given.wanted("ada@example.com", null, "key");
        Ask old = given.ask("r0", wanted, true);
        given.later(Duration.ofDays(2));
        given.answer(at(given.ask("r0", wanted, false), new Position(Source.REQUESTS, 1, 1)));

        assertThat(given.decide(old).inOrder().getFirst()).isInstanceOf(Repeated.class);
    }

    @Test
    void aRequestWithoutAKeyIsTheSameForEver() {
        Given given = new Given();
        Ask ask = given.ask("r0");
        given.answer(ask);
        given.later(Duration.ofDays(7));

        assertThat(given.decide(at(given.ask("r0"), new Position(Source.REQUESTS, 1, 1)))
                        .inOrder()
                        .getFirst())
                .isInstanceOf(Repeated.class);
    }

    @Test
    void anIdentityTakenFromAPositionMeansAnotherRecordOnceTheTopicIsNew() {
        Given given = new Given();
        Ask before = bare(given.ask("otp.requests-0-5"));
        given.answer(before);
        given.later(Duration.ofMinutes(2));
        Ask after = bare(given.ask("otp.requests-0-5"));

        assertThat(given.decide(before).inOrder().getFirst()).isInstanceOf(Repeated.class);
        assertThat(given.decide(after).inOrder().getFirst()).isInstanceOf(Decided.class);
    }

    @Test
    void aRequestThatWasReadTooLateMayBeRepeatedAtOnceUnderItsKey() {
        Given given = new Given();
        Ask late = given.ask("r0", Given.wanted("ada@example.com", null, "key"), false);
        given.later(Duration.ofMinutes(11));
        assertThat(reason(given.answer(late))).isEqualTo("stale");

        Decisions again = given.decide(at(
                given.ask("r0", Given.wanted("ada@example.com", null, "key"), false),
                new Position(Source.REQUESTS, 1, 9)));

        assertThat(again.opened()).hasSize(1);
        assertThat(again.outlived()).containsExactly("r0");
        assertThat(given.decide(late).inOrder().getFirst()).isInstanceOf(Repeated.class);
    }

    @Test
    void whatWasAnsweredAndErasedIsForgotten() {
        Given given = new Given();
        Ask erased = published(given.ask("r0"));

        assertThat(given.decide(erased).inOrder()).containsExactly(new Decision.Forgotten(erased));
    }
}
