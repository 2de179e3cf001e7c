import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Creates an account, so to speak, for every address that was verified. Argument: the consumer group. */
final class OnEmailVerified {
    private OnEmailVerified() {}

    public static void main(String[] args) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", System.getenv().getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
                "group.id", args[0],
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed",
                "enable.auto.commit", "false");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("otp.email-verified"));
            while (true) {
                for (ConsumerRecord<String, String> verified : consumer.poll(Duration.ofSeconds(1))) {
                    createAccount(verified);
                }
                consumer.commitSync();
            }
        }
    }

    /** Must do nothing when it comes again: after a crash the same event, with the same id, may. */
    private static void createAccount(ConsumerRecord<String, String> verified) {
        String id = new String(verified.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
        System.out.println("verified: " + id + " " + verified.value());
    }
}
