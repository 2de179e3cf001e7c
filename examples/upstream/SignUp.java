import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells Sixpost that somebody signed up; the code goes out by mail. Arguments: application, address, name. */
final class SignUp {
    private SignUp() {}

    public static void main(String[] args) throws Exception {
        String servers = System.getenv().getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092");
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "acks", "all");
        String signUp = """
            {"application": "%s", "email": "%s", "name": "%s", "attributes": {"userType": "student"}}
            """.formatted((Object[]) args);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("otp.signups", signUp)).get(30, TimeUnit.SECONDS);
        }
        System.out.println("signed up: " + args[1]);
    }
}
