package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Challenge;
import dev.sixpost.issuer.decide.Decision;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.issuer.decide.Decision.Repeated;
import dev.sixpost.issuer.decide.Decisions;
import dev.sixpost.issuer.decide.FinalState;
import dev.sixpost.issuer.decide.Slot;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.schemas.Delivery;
import dev.sixpost.schemas.EmailDelayed;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LedgerIT {
    private static final Instant NOW = Batches.NOW;

    @RegisterExtension
    private final FreshLedger fresh = new FreshLedger();

    private final Postgres postgres = fresh.postgres;
    private final Ledger ledger = fresh.ledger;

    @Test
    void whatTheLedgerGivesBackIsWhatWasDecided() {
        List<Ask> asks = new ArrayList<>(Batches.asks(0, 20, NOW));
        asks.addAll(Batches.asks(100, 120, NOW.minus(Duration.ofHours(1))));
        Decisions first = decide(asks, NOW);

        Decisions second = decide(asks, NOW.plusSeconds(5));

        assertThat(second.opened()).isEmpty();
        assertThat(second.changed()).isEmpty();
        for (int i = 0; i < asks.size(); i++) {
            Decided decided = (Decided) first.inOrder().get(i);
            assertThat(second.inOrder().get(i)).isEqualTo(new Repeated(asks.get(i), decided.answer(), true, false));
        }
    }

    @Test
    void aChallengeComesBackAsItWasWritten() {
        List<Ask> asks = new ArrayList<>(Batches.asks(7, 8, NOW));
        asks.addAll(Batches.signups(8, 9, NOW));
        Map<Slot, Challenge> opened = new HashMap<>();
        decide(asks, NOW).opened().forEach(challenge -> opened.put(challenge.slot(), challenge));

        Map<Slot, Challenge> found = new HashMap<>();
        postgres.jooq().transaction(config -> {
            Script script = new Script(config.dsl());
            new Challenges(Keys.parse(Batches.KEYS)).lockCurrent(script, opened.keySet(), found);
            script.run();
        });

        assertThat(found).hasSize(2).isEqualTo(opened);
    }

    @Test
    void aKeyedDigestOfTheCodeIsStored() {
        decide(Batches.asks(0, 1, NOW), NOW);

        assertThat(text("select length(code_digest) from challenge")).isEqualTo("32");
    }

    @Test
    void usedAttemptsOnlyEverGrowAndTheLastOneIsFinal() {
        decide(Batches.asks(0, 1, NOW), NOW);

        refuse(1);
        assertThat(text("select attempts_used || ' ' || coalesce(final_state, 'none') from challenge"))
                .isEqualTo("4 none");
        refuse(3);
        assertThat(text("select attempts_used from challenge")).isEqualTo("4");
        refuse(0);
        assertThat(text("select attempts_used || ' ' || final_state from challenge"))
                .isEqualTo("5 exhausted");
        ledger.decide(
                new Work(List.of(), List.of(Batches.verified(0)), List.of(), List.of(), Map.of()),
                Batches.circumstances(NOW));
        assertThat(text("select final_state from challenge")).isEqualTo(FinalState.EXHAUSTED.wire());
    }

    @Test
    void theFateOfAMailIsNotedAndSentStaysSent() {
        decide(Batches.asks(0, 1, NOW), NOW);

        deliver(new EmailDelayed("acme", "challenge-0", "request-0", null, 451, "m", NOW));
        assertThat(text("select mail_state from request")).isEqualTo("delayed");
        deliver(new EmailSent("acme", "challenge-0", "request-0", null, 250, "m"));
        deliver(new EmailFailed("acme", "challenge-0", "request-0", null, 550, "m", "rejected-by-server", true));
        assertThat(text("select mail_state || coalesce(mail_reason, '') from request"))
                .isEqualTo("sent");
    }

    @Test
    void aDeliveryOfAnotherChallengeIsNotNoted() {
        decide(Batches.asks(0, 1, NOW), NOW);

        deliver(new EmailSent("acme", "another", "request-0", null, 250, "m"));

        assertThat(text("select coalesce(mail_state, 'none') from request")).isEqualTo("none");
    }

    @Test
    void aKeyThatIsUsedAnewAfterADayChangesHands() {
        decide(List.of(keyed("request-a", "a@example.com", NOW)), NOW);
        Instant nextDay = NOW.plus(Duration.ofHours(24));
        decide(List.of(keyed("request-b", "b@example.com", nextDay)), nextDay);

        assertThat(text("select string_agg(request_id, ',') from request where idempotency = 'key'"))
                .isEqualTo("request-b");
        assertThat(text("select count(*) from request")).isEqualTo("2");
    }

    @Test
    void theSameOperationAfterADayTakesOverItsRow() {
        decide(List.of(keyed("request-a", "a@example.com", NOW)), NOW);
        Instant nextDay = NOW.plus(Duration.ofHours(24));
        Decisions again = decide(List.of(keyed("request-a", "a@example.com", nextDay)), nextDay);

        assertThat(again.opened()).hasSize(1);
        assertThat(text("select count(*) from request")).isEqualTo("1");
    }

    @Test
    void aBacklogThatSpansAKeysTimeIsDecidedInOneBatch() {
        Instant nextDay = NOW.plus(Duration.ofHours(25));

        Decisions decisions = decide(
                List.of(keyed("request-a", "a@example.com", NOW), keyed("request-b", "b@example.com", nextDay)),
                nextDay);

        assertThat(decisions.inOrder()).hasSize(2);
        assertThat(text("select string_agg(request_id, ',') from request where idempotency = 'key'"))
                .isEqualTo("request-b");
    }

    @Test
    void aValueNoColumnTakesIsUnprocessable() {
        OtpRequested wanted =
                new OtpRequested("acme", "nul@example.com", Purpose.LOGIN, null, null, "\0", null, null, null, null);
        Ask ask = Batches.asked("request", NOW, wanted, 0);

        assertThatThrownBy(() -> decide(List.of(ask), NOW)).isInstanceOf(UnprocessableException.class);
    }

    private static Ask keyed(String requestId, String email, Instant askedAt) {
        OtpRequested wanted = new OtpRequested("acme", email, Purpose.LOGIN, null, null, null, null, null, null, "key");
        return Batches.asked(requestId, askedAt, wanted, Math.floorMod((requestId + askedAt).hashCode(), 1_000_000));
    }

    private Decisions decide(List<Ask> asks, Instant now) {
        Decisions decisions =
                ledger.decide(new Work(asks, List.of(), List.of(), List.of(), Map.of()), Batches.circumstances(now));
        assertThat(decisions.inOrder()).extracting(Decision::ask).containsExactlyElementsOf(asks);
        return decisions;
    }

    private void refuse(int attemptsRemaining) {
        OtpRefused refused =
                new OtpRefused("acme", null, null, "challenge-0", "code-incorrect", attemptsRemaining, null);
        ledger.decide(
                new Work(List.of(), List.of(), List.of(new RefusedGuess(refused, NOW)), List.of(), Map.of()),
                Batches.circumstances(NOW));
    }

    private void deliver(Delivery delivery) {
        ledger.decide(
                new Work(List.of(), List.of(), List.of(), List.of(new DeliveryReport(delivery, NOW)), Map.of()),
                Batches.circumstances(NOW));
    }

    private String text(String sql) {
        return String.valueOf(postgres.jooq().fetchValue(sql));
    }
}
