package dev.sixpost.house.sample.schemas;

import dev.sixpost.house.sample.kit.OpensDatabase;

/** The contract reaches into what only the services share. */
public final class KnowsTheKit {
    private KnowsTheKit() {}

    public static Object kit() {
        return OpensDatabase.class;
    }
}
