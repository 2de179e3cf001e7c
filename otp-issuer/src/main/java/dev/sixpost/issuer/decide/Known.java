package dev.sixpost.issuer.decide;

import java.time.Instant;
import java.util.Map;

/**
 * What the tables say about the requests of a batch.
 *
 * @param answers by request id
 * @param holders by idempotency: which request holds that key
 * @param challenges the current one of each slot
 * @param accounts of each address that a sign-up named or a proof verified
 * @param addresses what limits and refusals are counted by
 * @param erasures when an address was erased last, by the broker's clock
 * @param tallies by the names of {@link #tallyNames}
 */
public record Known(
        Map<String, Answer> answers,
        Map<String, Asked> holders,
        Map<Slot, Challenge> challenges,
        Map<Mailbox, Account> accounts,
        Map<Mailbox, Address> addresses,
        Map<Mailbox, Instant> erasures,
        Map<String, Tally> tallies) {

    /** Under which names a request is counted against its application's and its client's limits. */
    public static Iterable<String> tallyNames(Ask ask) {
        return Budgets.names(ask);
    }
}
