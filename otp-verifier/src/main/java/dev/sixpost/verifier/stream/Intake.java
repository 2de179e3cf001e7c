package dev.sixpost.verifier.stream;

import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Verdict;
import dev.sixpost.schemas.VerifierEvent;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.verifier.fold.Entry;
import org.jspecify.annotations.Nullable;

/** What is to be done with a record of the log. */
sealed interface Intake {
    /** It lies where it belongs. */
    record Fold(String subject, Envelope<?> envelope, Entry entry) implements Intake {}

    /**
     * It lies on another partition than its subject's, or has no key.
     *
     */
    record Move(String subject, Envelope<? extends VerifierEvent> envelope, long time) implements Intake {}

    /** A command that is about no possible address: nothing is known of it, and there is no partition for it. */
    record Refuse(@Nullable String key, Envelope<VerifyOtp> command, Verdict verdict, long time) implements Intake {}

    record DeadLetter(String reason) implements Intake {}

    /** A record without a value. */
    record Skip() implements Intake {}
}
