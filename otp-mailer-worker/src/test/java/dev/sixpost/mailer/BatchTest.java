package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatchTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final List<Thread> begun = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(task -> {
        Thread thread = Thread.ofVirtual().unstarted(task);
        begun.add(thread);
        return thread;
    });
    private final Batch batch = new Batch(threads);
    private final ConsumerRecord<byte[], byte[]> lost = record(1);
    private final ConsumerRecord<byte[], byte[]> kept = record(2);
    private final CountDownLatch lostEnds = new CountDownLatch(1);
    private final CountDownLatch keptEnds = new CountDownLatch(1);

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void nobodyWaitsForWhatWasLetGo() throws Exception {
        begin();

        assertThat(batch.retain(List.of(kept))).isEqualTo(1);
        keptEnds.countDown();

        assertThat(waited(LONG)).isLessThan(LONG);
        assertThat(batch.split().done()).containsExactly(kept);
        assertThat(batch.isEmpty()).isTrue();
    }

    @Test
    void whatWasLetGoEndsLaterAndTheOthersAreStillWaitedFor() throws Exception {
        begin();
        batch.retain(List.of(kept));

        lostEnds.countDown();
        assertThat(begun.getFirst().join(LONG)).isTrue();

        assertThat(waited(A_MOMENT)).isGreaterThanOrEqualTo(A_MOMENT);
        assertThat(batch.split().pending()).containsExactly(kept);
    }

    @Test
    void aRecordInHandIsNotBegunAgainUntilItIsLetGo() throws Exception {
        begin();
        batch.begin(kept, _ -> {});
        assertThat(begun).hasSize(2);

        batch.clear();
        batch.begin(kept, _ -> {});

        assertThat(begun).hasSize(3);
        assertThat(waited(LONG)).isLessThan(LONG);
        assertThat(batch.split().done()).containsExactly(kept);
    }

    /** The worker would renew the record's lock for ever, and take no other. */
    @Test
    void aRecordWhoseHandlingEndsInAnErrorHasFailed() throws Exception {
        batch.begin(lost, _ -> {
            throw new NoClassDefFoundError();
        });

        assertThat(waited(LONG)).isLessThan(LONG);
        assertThat(batch.split().failed()).containsExactly(lost);
    }

    private void begin() {
        batch.begin(lost, _ -> lostEnds.await());
        batch.begin(kept, _ -> keptEnds.await());
    }

    private Duration waited(Duration atMost) throws InterruptedException {
        long before = System.nanoTime();
        batch.await(atMost);
        return Duration.ofNanos(System.nanoTime() - before);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>("otp.emails", 0, offset, new byte[0], new byte[0]);
    }
}
