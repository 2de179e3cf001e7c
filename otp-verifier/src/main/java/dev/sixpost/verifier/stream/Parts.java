package dev.sixpost.verifier.stream;

import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.verifier.fold.Comparer;
import dev.sixpost.verifier.fold.Fold;

/**
 * What each task's processor is made of.
 *
 * @param partitions of otp.verifications
 */
public record Parts(Keys keys, int partitions, Comparer comparer, CommitPace pace, VerifierMeters meters) {
    VerificationProcessor processor() {
        return new VerificationProcessor(
                new Reading(keys, partitions), new Judge(new Fold(comparer)), new Moves(keys), pace, meters);
    }
}
