package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestDatabase;
import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.kit.crypto.Keys;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LedgerSpeedIT {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerSpeedIT.class);
    private static final int BATCH = 500;
    private static final int WARM_UP = 60;
    private static final int BATCHES = 60;

    /** Processor time of this thread and of the server's: what else runs on the machine does not add to it. */
    @Test
    void fiveHundredRequestsAreDecidedInFiftyMillisecondsOfProcessorTime() {
        try (Postgres postgres =
                new Postgres(new Database(TestDatabase.create(), TestDatabase.username(), TestDatabase.password()))) {
            postgres.migrate();
            Ledger ledger = new Ledger(postgres, Keys.parse(Batches.KEYS));
            IntStream.range(0, WARM_UP).forEach(i -> decide(ledger, i));
            Duration before = processorTime(postgres);
            long start = System.nanoTime();

            IntStream.range(WARM_UP, WARM_UP + BATCHES).forEach(i -> decide(ledger, i));

            long wallMillis = Duration.ofNanos(System.nanoTime() - start).toMillis() / BATCHES;
            long millis = processorTime(postgres).minus(before).toMillis() / BATCHES;
            LOG.atInfo()
                    .addKeyValue("processor", millis)
                    .addKeyValue("wall", wallMillis)
                    .log("milliseconds for a batch of 500");
            assertThat(millis).isLessThan(50);
        }
    }

    private static void decide(Ledger ledger, int batch) {
        List<Ask> asks = Batches.asks(batch * BATCH, (batch + 1) * BATCH, Batches.NOW);
        ledger.decide(
                new Work(asks, List.of(), List.of(), List.of(), "topic", Map.of(0, (long) batch)),
                Batches.circumstances(Batches.NOW));
    }

    private static Duration processorTime(Postgres postgres) {
        Duration total = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        List<Integer> servers = postgres
                .jooq()
                .fetchValues("select pid from pg_stat_activity where application_name = 'otp-issuer'"
                        + " and datname = current_database()")
                .stream()
                .map(pid -> Integer.valueOf(String.valueOf(pid)))
                .toList();
        for (int server : servers) {
            total = total.plus(ProcessHandle.of(server)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .orElseThrow());
        }
        return total;
    }
}
