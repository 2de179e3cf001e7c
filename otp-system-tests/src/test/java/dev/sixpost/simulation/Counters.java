package dev.sixpost.simulation;

import dev.sixpost.issuer.decide.Address;
import dev.sixpost.issuer.decide.Decisions;
import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.issuer.decide.Tally;
import dev.sixpost.issuer.store.RefusedGuess;
import dev.sixpost.schemas.OtpRefused;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of the issuer that limits are counted in, and those that say which address is locked. */
final class Counters {
    private record Lock(Instant said, Instant until) {}

    private final Map<Mailbox, Address> mailed = new HashMap<>();
    private final Map<Mailbox, Lock> locks = new LinkedHashMap<>();
    private final Map<Mailbox, Instant> unlocked = new HashMap<>();
    private final Map<String, Tally> tallies = new HashMap<>();

    /** Where the verifier says when the next guess is allowed, the address is locked until then. */
    void lock(RefusedGuess guess) {
        OtpRefused verdict = guess.verdict();
        String email = verdict.email();
        Long wait = verdict.retryAfterSeconds();
        if (email == null || wait == null) {
            return;
        }
        Mailbox mailbox = new Mailbox(verdict.application(), email);
        if (guess.at().isAfter(unlocked.getOrDefault(mailbox, Instant.MIN))) {
            locks.merge(
                    mailbox,
                    new Lock(guess.at(), guess.at().plusSeconds(wait)),
                    (one, other) -> new Lock(later(one.said, other.said), later(one.until, other.until)));
        }
    }

    void unlock(Mailbox mailbox, Instant at) {
        unlocked.put(mailbox, at);
        locks.computeIfPresent(mailbox, (_, lock) -> lock.said.isAfter(at) ? lock : null);
    }

    @Nullable
    Instant lockedUntil(Mailbox mailbox) {
        Lock lock = locks.get(mailbox);
        return lock == null ? null : lock.until;
    }

    List<Mailbox> locked() {
        return List.copyOf(locks.keySet());
    }

    void count(Decisions decisions) {
        decisions
                .mailed()
                .forEach((mailbox, address) ->
                        mailed.put(mailbox, new Address(address.version() + 1, address.mails(), null, null)));
        decisions.taken().forEach((name, change) -> tallies.put(name, change.after()));
    }

    Map<Mailbox, Address> addresses(boolean withLocks) {
        Map<Mailbox, Address> all = new HashMap<>(mailed);
        if (withLocks) {
            locks.forEach((mailbox, lock) -> {
                Address counted = all.getOrDefault(mailbox, new Address(0, List.of(), null, null));
                all.put(mailbox, new Address(counted.version(), counted.mails(), lock.until, null));
            });
        }
        return all;
    }

    Map<String, Tally> tallies() {
        return Map.copyOf(tallies);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
