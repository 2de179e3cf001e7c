package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.decide.Account;
import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Circumstances;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.issuer.decide.Decisions;
import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the tables hold of addresses: mails that count exactly, locks, refusals, accounts; and nothing once erased. */
class AddressesIT {
    private static final Instant NOW = Batches.NOW;
    private static final Mailbox ADA = new Mailbox("acme", "ada@example.com");

    @RegisterExtension
    private final FreshLedger fresh = new FreshLedger();

    private final Postgres postgres = fresh.postgres;
    private final Ledger ledger = fresh.ledger;

    /** Invariant I22: whoever counts on what another instance has changed meanwhile decides again. */
    @Test
    void mailsOfAnAddressAreCountedExactlyWhileInstancesCollide() throws Exception {
        Purpose[] purposes = Purpose.values();
        try (ExecutorService executor = Executors.newFixedThreadPool(purposes.length)) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (Purpose purpose : purposes) {
                calls.add(() -> {
                    int issued = 0;
                    for (int i = 0; i < 6; i++) {
                        issued += issued(decideStubbornly(ask(purpose.wire() + i, purpose)));
                    }
                    return issued;
                });
            }
            int issued = 0;
            for (Future<Integer> one : executor.invokeAll(calls, 60, TimeUnit.SECONDS)) {
                issued += one.get();
            }
            assertThat(issued).isEqualTo(10);
        }
        assertThat(text("select length(mails) / 8 || ' ' || version from address"))
                .isEqualTo("10 10");
    }

    @Test
    void aLockLastsAsTheVerifierSaysAndOneFromBeforeItsEndCountsNoLonger() {
        assertThat(reason(ask("r0", Purpose.LOGIN))).isEqualTo("issued");
        refuse(NOW, 3600L);
        assertThat(reason(ask("r1", Purpose.LOGIN))).isEqualTo("locked 3600");

        new AddressBook(postgres).unlock(ADA, NOW.plusSeconds(1));
        refuse(NOW, 3600L);
        assertThat(reason(ask("r2", Purpose.LOGIN))).isEqualTo("issued");
        refuse(NOW.plusSeconds(2), 60L);
        assertThat(reason(ask("r3", Purpose.SIGNUP))).isEqualTo("locked 62");
    }

    @Test
    void aLockThatIsReadAfterItsEndIsNone() {
        assertThat(reason(ask("r0", Purpose.LOGIN))).isEqualTo("issued");
        new AddressBook(postgres).unlock(ADA, NOW.plusSeconds(1));
        refuse(NOW, 3600L);

        assertThat(reason(ask("r1", Purpose.LOGIN))).isEqualTo("issued");
    }

    @Test
    void anAddressThatAServerRefusedIsLeftAloneForAnHour() {
        String challengeId = decide(List.of(ask("r1", Purpose.LOGIN)), NOW)
                .opened()
                .getFirst()
                .id();
        EmailFailed failed =
                new EmailFailed("acme", challengeId, "r1", "default", 550, "m", "rejected-by-server", true);
        ledger.decide(
                new Work(List.of(), List.of(), List.of(), List.of(new DeliveryReport(failed, NOW)), Map.of()),
                circumstances(NOW));

        assertThat(reason(ask("r2", Purpose.SIGNUP))).isEqualTo("address-not-allowed");
        assertThat(text("select extract(epoch from refused_until - refused_at)::int from address"))
                .isEqualTo("3600");
    }

    @Test
    void aSignupNamesAnAccountUntilAProofSpeaksForIt() {
        decide(Batches.signups(1, 2, NOW), NOW);
        Mailbox mailbox = new Mailbox("acme", "user-1@example.com");

        Account named = account(mailbox);
        assertThat(named.accountId()).isEqualTo("account-1");
        assertThat(named.firstVerifiedAt()).isNull();
        assertThat(named.attributes()).isEqualTo(Map.of("name", "Ada", "plan", "free"));
    }

    @Test
    void anErasedAddressIsInNoTable() {
        decide(List.of(ask("r1", Purpose.LOGIN)), NOW);
        decide(Batches.signups(1, 3, NOW), NOW);
        AddressBook book = new AddressBook(postgres);

        book.erase(ADA, NOW);
        book.erase(new Mailbox("acme", "user-1@example.com"), NOW);

        for (String table : List.of("request", "challenge", "address", "account")) {
            assertThat(text("select string_agg(distinct email, ' ') from " + table))
                    .as(table)
                    .isEqualTo("user-2@example.com");
        }
    }

    /** Invariant I21: what was refused before and is read again, or late, names nobody any more and bars nobody. */
    @Test
    void aLockFromBeforeItsErasureLeavesAnAddressUnknown() {
        decide(List.of(ask("r1", Purpose.LOGIN)), NOW);
        new AddressBook(postgres).erase(ADA, NOW);

        refuse(NOW, 3600L);

        assertThat(text("select count(*) from address")).isEqualTo("0");
        Instant later = NOW.plusSeconds(2);
        assertThat(issued(decide(List.of(ask("r2", Purpose.LOGIN, later)), later)))
                .isEqualTo(1);
        refuse(NOW.plusSeconds(1), 3600L);
        assertThat(reason(ask("r3", Purpose.SIGNUP, later))).isEqualTo("issued");
        refuse(NOW.plusSeconds(3), 3600L);
        assertThat(reason(ask("r4", Purpose.SIGNUP, later))).isEqualTo("locked 3603");
    }

    private Decisions decideStubbornly(Ask ask) {
        for (int i = 0; ; i++) {
            try {
                return decide(List.of(ask), NOW);
            } catch (CollisionException e) {
                if (i == 20) {
                    throw e;
                }
            }
        }
    }

    private static int issued(Decisions decisions) {
        return ((Decided) decisions.inOrder().getFirst()).answer() instanceof Issued ? 1 : 0;
    }

    private String reason(Ask ask) {
        return switch (((Decided) decide(List.of(ask), NOW).inOrder().getFirst()).answer()) {
            case Issued _ -> "issued";
            case Rejected rejected ->
                rejected.retryAfterSeconds() == null
                        ? rejected.reason()
                        : rejected.reason() + " " + rejected.retryAfterSeconds();
        };
    }

    private void refuse(Instant at, Long retryAfterSeconds) {
        OtpRefused refused =
                new OtpRefused("acme", ADA.email(), Purpose.LOGIN, null, "locked", null, retryAfterSeconds);
        ledger.decide(
                new Work(List.of(), List.of(), List.of(new RefusedGuess(refused, at)), List.of(), Map.of()),
                circumstances(at));
    }

    private Account account(Mailbox mailbox) {
        return postgres.jooq().transactionResult(config -> {
            Mailboxes mailboxes = new Mailboxes();
            Script script = new Script(config.dsl());
            mailboxes.find(script, List.of(mailbox));
            script.run();
            Account found = mailboxes.accounts().get(mailbox);
            if (found == null) {
                throw new AssertionError("no account");
            }
            return found;
        });
    }

    private Decisions decide(List<Ask> asks, Instant now) {
        return ledger.decide(new Work(asks, List.of(), List.of(), List.of(), Map.of()), circumstances(now));
    }

    private static Ask ask(String requestId, Purpose purpose) {
        return ask(requestId, purpose, NOW);
    }

    private static Ask ask(String requestId, Purpose purpose, Instant at) {
        OtpRequested wanted = new OtpRequested("acme", ADA.email(), purpose, null, null, null, null, null, null, null);
        return Batches.asked(requestId, at, wanted, Math.floorMod(requestId.hashCode(), 1_000_000));
    }

    private static Circumstances circumstances(Instant now) {
        return new Circumstances(now, "k1", Map.of("acme", ApplicationSettings.complete(Json.LENIENT.readTree("""
            {"id":"acme","name":"Acme","purposes":{"login":{"resendAfter":"PT0S"},
            "signup":{"resendAfter":"PT0S"},"forgot_password":{"resendAfter":"PT0S"},
            "verify_email":{"resendAfter":"PT0S"}}}\
            """))));
    }

    private String text(String sql) {
        return String.valueOf(postgres.jooq().fetchValue(sql));
    }
}
