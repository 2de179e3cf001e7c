package dev.sixpost.issuer.decide;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger keeps of a request, whatever its outcome.
 *
 * @param askedAt the broker's time of the record
 * @param slot with the address as it was typed where it is not an address
 * @param idempotency stands for the caller's Idempotency-Key; absent also where another request holds that key
 */
public record Asked(
        String requestId,
        Position position,
        Instant askedAt,
        Slot slot,
        @Nullable String idempotency) {

    Asked withoutIdempotency() {
        return new Asked(requestId, position, askedAt, slot, null);
    }
}
