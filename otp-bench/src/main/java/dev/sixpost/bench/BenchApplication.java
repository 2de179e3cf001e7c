package dev.sixpost.bench;

import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The application the flows belong to: its limits are raised, the code of the limits still runs. */
final class BenchApplication {
    static final String ID = "bench";
    private static final String SETTINGS = """
        {"id":"bench","name":"Bench","limits":{"perAddressPerHour":1000000,"perAddressPerDay":1000000,
         "perIpPer5Minutes":1000000000,"perApplicationPerMinute":1000000000}}\
        """;

    private BenchApplication() {}

    static void configure(String bootstrap) throws ExecutionException, InterruptedException, TimeoutException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            Envelope<?> configured = new Envelope<>(
                    "bench-settings",
                    ApplicationSettings.complete(Json.LENIENT.readTree(SETTINGS)),
                    "/sixpost/bench",
                    Instant.EPOCH,
                    null,
                    null);
            producer.send(EventCodec.encode(Topic.APPLICATIONS, ID, configured)).get(10, TimeUnit.SECONDS);
        }
    }
}
