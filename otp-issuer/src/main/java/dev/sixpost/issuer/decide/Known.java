package dev.sixpost.issuer.decide;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tables say about the requests of a batch.
 *
 * @param answers by request id
 * @param holders by idempotency: which request holds that key
 * @param challenges the current one of each slot
 * @param accounts of each address that has ever been proven
 */
public record Known(
        Map<String, Answer> answers,
        Map<String, Asked> holders,
        Map<Slot, Challenge> challenges,
        Map<Mailbox, Account> accounts) {

    /** What is known of an address from the proofs it gave. */
    public record Account(@Nullable String accountId, Instant firstVerifiedAt) {}
}
