package dev.sixpost.issuer.decide;

import java.util.List;
import java.util.Map;

/**
 * What becomes of a batch.
 *
 * @param inOrder one decision per request
 * @param opened new challenges, as they stand at the end of the batch
 * @param changed challenges that were there before, as they stand now
 * @param outlived request ids whose rows give way: their Idempotency-Key is used anew after its time
 * @param signups what was learnt of accounts, the last of each address
 * @param mailed addresses that mails go to, as they stand now
 * @param taken what the limits of applications and clients have counted
 */
public record Decisions(
        List<Decision> inOrder,
        List<Challenge> opened,
        List<Challenge> changed,
        List<String> outlived,
        List<Signup> signups,
        Map<Mailbox, Address> mailed,
        Map<String, Tally.Change> taken) {
    public static final Decisions NONE =
            new Decisions(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), Map.of());
}
