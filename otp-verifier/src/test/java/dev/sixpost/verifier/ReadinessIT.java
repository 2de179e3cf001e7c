package dev.sixpost.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.EmbeddedKafka;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.ops.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verifier that has nothing to do is ready only while it could do something. */
class ReadinessIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    @TempDir
    private Path folder;

    @Test
    void anIdleVerifierIsNotReadyWhileKafkaIsAwayAndIsAgainAfterwards() throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
        int port = kafka.port();
        Map<String, String> variables =
                Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(), "OTP_KEYS", Keys.fresh(Entropy.secure()));
        try (Metrics metrics = Metrics.start()) {
            VerifierService service = VerifierService.wire(Environment.of(variables), metrics);
            try {
                service.start();
                awaitReady(service, true);

                kafka.close();
                awaitReady(service, false);
                assertThat(service.health().liveTroubles()).isEmpty();

                kafka = EmbeddedKafka.start(folder, port);
                awaitReady(service, true);
            } finally {
                service.close();
                kafka.close();
            }
        }
    }

    private static void awaitReady(VerifierService service, boolean ready) {
        long end = System.nanoTime() + SOON.toNanos();
        while (service.health().readyTroubles().isEmpty() != ready) {
            assertThat(System.nanoTime())
                    .as("ready or not in time: %s", service.health().readyTroubles())
                    .isLessThan(end);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
