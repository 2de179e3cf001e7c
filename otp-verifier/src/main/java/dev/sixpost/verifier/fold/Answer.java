package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.Verdict;

/**
 * What a command was answered, so that it can be answered the same again.
 *
 * @param key of the guess's key id: after a rotation the same digits come as another guess
 * @param guess of the whole guess
 * @param evaluated whether an attempt was charged for it
 */
public record Answer(
        Fingerprint command,
        Fingerprint key,
        Fingerprint guess,
        long at,
        long forgottenAt,
        boolean evaluated,
        Verdict verdict) {}
