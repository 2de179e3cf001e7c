package dev.sixpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what the coordinator has forgotten hangs; what it is about to end, or has committed, is left to it. */
class OpenTransactionTest {
    private static final TopicPartition MAILS = new TopicPartition("otp.emails", 2);

    @ParameterizedTest
    @CsvSource({
        "ONGOING,             7, true",
        "ONGOING,             8, false",
        "PREPARE_COMMIT,      7, true",
        "PREPARE_COMMIT,      8, true",
        "PREPARE_ABORT,       8, true",
        "PREPARE_EPOCH_FENCE, 8, true",
        "PREPARE_COMMIT,      6, false",
        "COMPLETE_COMMIT,     7, false",
        "COMPLETE_COMMIT,     8, true",
        "COMPLETE_COMMIT,     9, false",
        "COMPLETE_ABORT,      8, false",
        "EMPTY,               7, false",
    })
    void isKnownWhileItIsUnderWayEndsUnderARaisedEpochOrIsCommitted(TransactionState state, int epoch, boolean known) {
        assertThat(open().isKnownTo(coordinated(state, 4711, epoch, MAILS))).isEqualTo(known);
    }

    @Test
    void isNotAnotherProducersAndNotOfAnotherPartition() {
        assertThat(open().isKnownTo(coordinated(TransactionState.ONGOING, 4712, 7, MAILS)))
                .isFalse();
        assertThat(open().isKnownTo(
                                coordinated(TransactionState.ONGOING, 4711, 7, new TopicPartition("otp.emails", 3))))
                .isFalse();
    }

    private static HangingTransactions.Open open() {
        return new HangingTransactions.Open(MAILS, 4711, 7, 100, 0);
    }

    private static TransactionDescription coordinated(
            TransactionState state, long producerId, int epoch, TopicPartition partition) {
        return new TransactionDescription(1, state, producerId, epoch, 10_000, OptionalLong.empty(), Set.of(partition));
    }
}
