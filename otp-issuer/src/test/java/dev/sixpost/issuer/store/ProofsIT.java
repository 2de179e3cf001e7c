package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.issuer.store.Accounts.Proof;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Proofs of one address, in whatever order they are read. */
class ProofsIT {
    private static final Mailbox ADA = new Mailbox("acme", "ada@example.com");
    private static final Instant FIRST = Batches.NOW;
    private static final Instant LAST = FIRST.plusSeconds(60);

    @RegisterExtension
    private final FreshLedger fresh = new FreshLedger();

    private final Accounts accounts = new Accounts();

    @Test
    void theLastProofNamesTheAccountInWhateverOrderTheyAreRead() {
        prove("of-the-last", LAST);
        prove("of-the-first", FIRST);
        assertThat(account()).isEqualTo("of-the-last");

        prove("of-the-last-again", LAST);
        assertThat(account()).isEqualTo("of-the-last-again");
    }

    @Test
    void aProofThatNamesNobodyTakesNoNameAwayAndAnOlderOneMayGiveIt() {
        prove(null, LAST);
        prove("of-the-first", FIRST);
        assertThat(account()).isEqualTo("of-the-first");

        prove(null, LAST.plusSeconds(60));
        assertThat(account()).isEqualTo("of-the-first");
    }

    private void prove(@Nullable String accountId, Instant at) {
        fresh.postgres.jooq().transaction(config -> {
            Script script = new Script(config.dsl());
            accounts.prove(script, List.of(new Proof(ADA, accountId, at, at)));
            script.run();
        });
    }

    private String account() {
        return String.valueOf(fresh.postgres.jooq().fetchValue("select account_id from account"));
    }
}
