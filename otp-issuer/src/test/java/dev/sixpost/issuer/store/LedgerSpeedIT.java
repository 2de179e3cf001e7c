package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestDatabase;
import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.kit.crypto.Keys;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LedgerSpeedIT {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerSpeedIT.class);
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int BATCH = 500;
    private static final int BATCHES = 60;

    /** The quicker half counts: other tests share the machine. */
    @Test
    void fiveHundredRequestsAreDecidedWithinFiftyMilliseconds() {
        try (Postgres postgres =
                new Postgres(new Database(TestDatabase.create(), TestDatabase.username(), TestDatabase.password()))) {
            postgres.migrate();
            Ledger ledger = new Ledger(postgres, Keys.parse(Batches.KEYS));

            long cpuBefore = CPU.getCurrentThreadCpuTime();
            long[] millis = IntStream.range(0, BATCHES)
                    .mapToLong(i -> millisFor(ledger, Batches.asks(i * BATCH, (i + 1) * BATCH, Batches.NOW)))
                    .sorted()
                    .toArray();

            long cpuMillis =
                    Duration.ofNanos(CPU.getCurrentThreadCpuTime() - cpuBefore).toMillis();
            LOG.atInfo()
                    .addKeyValue("cpuMillisPerBatchHere", cpuMillis / BATCHES)
                    .addKeyValue("quickest", millis[0])
                    .addKeyValue("median", millis[BATCHES / 2])
                    .addKeyValue("slowest", millis[BATCHES - 1])
                    .log("milliseconds for a batch of 500");
            assertThat(millis[BATCHES / 4]).isLessThan(50);
        }
    }

    private static long millisFor(Ledger ledger, List<Ask> asks) {
        long start = System.nanoTime();
        ledger.decide(
                new Work(asks, List.of(), List.of(), List.of(), "topic", Map.of(0, 1L)),
                Batches.circumstances(Batches.NOW));
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
