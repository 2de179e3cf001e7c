package dev.sixpost.issuer.store;

import dev.sixpost.embedded.TestDatabase;
import dev.sixpost.kit.crypto.Keys;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A ledger on new, empty tables for one test. */
final class FreshLedger implements AfterEachCallback {
    private final Database database =
            new Database(TestDatabase.create(), TestDatabase.username(), TestDatabase.password());
    final Postgres postgres = anotherPool();
    final Ledger ledger = on(postgres);

    FreshLedger() {
        postgres.migrate();
    }

    /** As another instance has it; for the caller to close. */
    Postgres anotherPool() {
        return new Postgres(database);
    }

    Ledger on(Postgres pool) {
        return new Ledger(pool, Keys.parse(Batches.KEYS), Batches.RULES);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        postgres.close();
    }
}
