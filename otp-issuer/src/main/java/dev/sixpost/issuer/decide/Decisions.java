package dev.sixpost.issuer.decide;

import java.util.List;

/**
 * What becomes of a batch.
 *
 * @param inOrder one decision per request
 * @param opened new challenges, as they stand at the end of the batch
 * @param changed challenges that were there before, as they stand now
 * @param outlived request ids whose rows give way: their Idempotency-Key is used anew after its time
 */
public record Decisions(
        List<Decision> inOrder, List<Challenge> opened, List<Challenge> changed, List<String> outlived) {}
