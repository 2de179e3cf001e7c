package dev.sixpost.issuer.store;

import dev.sixpost.embedded.TestDatabase;
import dev.sixpost.kit.crypto.Keys;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A ledger on new, empty tables for one test. */
final class FreshLedger implements AfterEachCallback {
    final Postgres postgres =
            new Postgres(new Database(TestDatabase.create(), TestDatabase.username(), TestDatabase.password()));
    final Ledger ledger = new Ledger(postgres, Keys.parse(Batches.KEYS), Batches.RULES);

    FreshLedger() {
        postgres.migrate();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        postgres.close();
    }
}
