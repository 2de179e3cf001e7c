package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.Poll;
import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Invariant I21, whatever a batch is doing or has not read yet while an address is erased. */
class ErasureIT {
    private static final Instant NOW = Batches.NOW;
    private static final Mailbox SOMEBODY = new Mailbox("acme", "user-1@example.com");

    @RegisterExtension
    private final FreshLedger fresh = new FreshLedger();

    private final AddressBook book = new AddressBook(fresh.postgres);

    @Test
    void whatABatchAtWorkWritesOfAnAddressIsErasedWithIt() throws Exception {
        eraseWhile(() -> decide(Batches.signups(1, 2, NOW), NOW));
    }

    @Test
    void aCodeThatIsSentAgainMeanwhileIsErasedWithItsRequest() throws Exception {
        decide(List.of(ask("first", NOW)), NOW);
        Instant later = NOW.plusSeconds(120);

        eraseWhile(() -> decide(List.of(ask("second", later)), later));
    }

    @Test
    void whatWasAskedBeforeLeavesNoRowAndWhatIsAskedAfterwardsDoes() {
        Instant later = NOW.plusSeconds(1);
        book.erase(SOMEBODY, later);

        decide(Batches.signups(1, 2, NOW), later);
        assertNothingIsKept();

        decide(Batches.signups(1, 2, later), later);
        assertThat(count("account")).isEqualTo("1");
        assertThat(count("request")).isEqualTo("1");
    }

    /** The last that a batch writes is its tally: there it is held up, with all else written and nothing committed. */
    private void eraseWhile(Runnable batch) throws Exception {
        try (Postgres third = fresh.anotherPool();
                ExecutorService executor = Executors.newFixedThreadPool(2)) {
            List<Future<?>> both = third.jooq().transactionResult(within -> {
                within.dsl()
                        .execute("insert into tally values ('acme', now(), 0, 0) on conflict (key) do update set used ="
                                + " 0");
                Future<?> decided = executor.submit(batch);
                Poll.until(() -> waiting(third) == 1);
                Future<?> erased = executor.submit(() -> book.erase(SOMEBODY, NOW));
                Poll.until(() -> waiting(third) == 2 || erased.isDone());
                return List.of(decided, erased);
            });
            for (Future<?> one : both) {
                one.get(20, TimeUnit.SECONDS);
            }
        }
        assertNothingIsKept();
    }

    private static int waiting(Postgres anybody) {
        DSLContext jooq = anybody.jooq();
        return jooq.fetchCount(
                jooq.selectFrom("pg_stat_activity").where("wait_event_type = 'Lock' and datname = current_database()"));
    }

    private void assertNothingIsKept() {
        for (String table : List.of("request", "challenge", "address", "account")) {
            assertThat(count(table)).as(table).isEqualTo("0");
        }
    }

    private void decide(List<Ask> asks, Instant now) {
        fresh.ledger.decide(new Work(asks, List.of(), List.of(), List.of(), Map.of()), Batches.circumstances(now));
    }

    private static Ask ask(String requestId, Instant at) {
        OtpRequested wanted =
                new OtpRequested("acme", SOMEBODY.email(), Purpose.LOGIN, null, null, null, null, null, null, null);
        return Batches.asked(requestId, at, wanted, 1);
    }

    private String count(String table) {
        return String.valueOf(fresh.postgres.jooq().fetchValue("select count(*) from " + table));
    }
}
