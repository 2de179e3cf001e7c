package dev.sixpost.issuer.decide;

import dev.sixpost.schemas.ApplicationConfigured.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the limits still allow, request by request through a batch. A request that is refused uses up nothing. */
final class Budgets {
    private static final Duration CLIENT_WINDOW = Duration.ofMinutes(5);
    private static final Duration APPLICATION_WINDOW = Duration.ofMinutes(1);

    private final Instant now;
    private final Map<Mailbox, Address> addresses;
    private final Map<String, Tally> tallies;
    private final Map<Mailbox, Address> mailed = new LinkedHashMap<>();
    private final Map<String, Tally.Change> taken = new LinkedHashMap<>();

    Budgets(Known known, Instant now) {
        this.now = now;
        this.addresses = known.addresses();
        this.tallies = known.tallies();
    }

    /** The names a request is counted under. */
    static List<String> names(Ask ask) {
        List<String> names = new ArrayList<>(2);
        names.add(ask.slot().application());
        String client = client(ask);
        if (client != null) {
            names.add(client);
        }
        return names;
    }

    /** Counts a request of an application and of a client; where one of their limits forbids it, says when it is free. */
    @Nullable
    Instant take(Ask ask, Limits limits) {
        String application = ask.slot().application();
        Tally ofApplication = tally(application, APPLICATION_WINDOW);
        Instant free = ofApplication.freeAt(limits.perApplicationPerMinute(), now, APPLICATION_WINDOW);
        if (free == null) {
            free = takeOfClient(ask, limits);
        }
        if (free == null) {
            count(application, ofApplication);
        }
        return free;
    }

    /** Counts it for its client alone, where it has one: sign-ups that need no code may be imported all at once. */
    @Nullable
    Instant takeOfClient(Ask ask, Limits limits) {
        String client = client(ask);
        if (client == null) {
            return null;
        }
        Tally ofClient = tally(client, CLIENT_WINDOW);
        Instant free = ofClient.freeAt(limits.perIpPer5Minutes(), now, CLIENT_WINDOW);
        if (free == null) {
            count(client, ofClient);
        }
        return free;
    }

    Address address(Mailbox mailbox) {
        Address changed = mailed.get(mailbox);
        return changed != null ? changed : addresses.getOrDefault(mailbox, Address.UNKNOWN);
    }

    void mailed(Mailbox mailbox) {
        mailed.put(mailbox, address(mailbox).mailed(now));
    }

    Map<Mailbox, Address> mailed() {
        return Map.copyOf(mailed);
    }

    Map<String, Tally.Change> taken() {
        return Map.copyOf(taken);
    }

    private static @Nullable String client(Ask ask) {
        String network = ClientNetwork.of(ask.wanted().clientIp());
        return network == null ? null : ask.slot().application() + "/" + network;
    }

    private Tally tally(String name, Duration window) {
        Tally.Change change = taken.get(name);
        if (change != null) {
            return change.after();
        }
        Tally found = tallies.get(name);
        return found == null ? Tally.fresh(now) : found.at(now, window);
    }

    private void count(String name, Tally before) {
        Tally.Change change = taken.get(name);
        taken.put(name, new Tally.Change(before.plusOne(), change == null ? 1 : change.added() + 1));
    }
}
