package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.schemas.ApplicationConfigured;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The applications this gateway knows. Before it has read them all it cannot tell that one does not exist, and says so. */
public final class Directory {
    private final Function<String, Optional<ApplicationConfigured>> known;
    private final BooleanSupplier complete;

    public Directory(Function<String, Optional<ApplicationConfigured>> known, BooleanSupplier complete) {
        this.known = known;
        this.complete = complete;
    }

    /** Empty where there is none; refuses as unavailable where there may be one. */
    public Optional<ApplicationConfigured> find(String id) {
        boolean allRead = complete.getAsBoolean();
        Optional<ApplicationConfigured> found = known.apply(id);
        if (found.isEmpty() && !allRead) {
            throw unavailable();
        }
        return found;
    }

    /** For what is about all of them. */
    public void requireComplete() {
        if (!complete.getAsBoolean()) {
            throw unavailable();
        }
    }

    private static Refused unavailable() {
        return new Refused(Problem.unavailable());
    }
}
