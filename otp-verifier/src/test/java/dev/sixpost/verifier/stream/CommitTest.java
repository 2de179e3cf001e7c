package dev.sixpost.verifier.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.schemas.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the processor of a task asks for a commit. */
class CommitTest {
    private final AtomicLong now = new AtomicLong();
    private final CommitPace pace = new CommitPace(now::get);
    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final VerificationProcessor processor = processor();

    private VerificationProcessor processor() {
        Keys keys = Keys.parse(Keys.fresh(Entropy.secure()));
        VerifierMeters meters = new VerifierMeters(new SimpleMeterRegistry());
        return new Parts(keys, 1, new KeyedComparer(keys, meters), pace, meters).processor();
    }

    @BeforeEach
    void start() {
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(VerificationProcessor.STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        processor.init(context);
    }

    @Test
    void aRecordThatComesWhenACommitIsDueIsCommittedAtOnce() {
        pass(CommitPace.LEAST);
        work();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void aRecordThatComesBeforeIsCommittedOnceItIsDueThoughNoneFollows() {
        work();
        look();
        assertThat(context.committed()).isFalse();
        pass(CommitPace.LEAST);
        look();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void nothingIsCommittedAndNobodyLooksWhereNothingWasDoneSince() {
        work();
        commit();
        pass(CommitPace.MOST);
        look();
        assertThat(context.committed()).isFalse();
        assertThat(looks()).isEmpty();

        work();
        assertThat(context.committed()).isTrue();
        assertThat(looks()).hasSize(1);
    }

    private void work() {
        context.setRecordMetadata(Topic.VERIFICATIONS.name(), 0, 0);
        processor.process(new Record<>(null, null, 0));
    }

    private void commit() {
        pace.begins();
        pace.ends();
        context.resetCommit();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void look() {
        looks().forEach(looking -> looking.getPunctuator().punctuate(0));
    }

    private List<CapturedPunctuator> looks() {
        return context.scheduledPunctuators().stream()
                .filter(one -> one.getInterval().equals(CommitPace.LEAST) && !one.cancelled())
                .toList();
    }
}
