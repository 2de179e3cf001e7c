package dev.sixpost.verifier;

import static java.util.Objects.requireNonNull;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifierEvent;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.verifier.fold.Opened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A verifier before a real broker, with somebody who opens challenges and guesses. */
final class Bench implements AutoCloseable {
    private final Entropy entropy = Entropy.secure();
    private final String application = "app-" + HexFormat.of().formatHex(entropy.bytes(4));
    private final String keysText = Keys.fresh(entropy);
    private final Keys keys = Keys.parse(keysText);
    private final Map<String, String> variables = new TreeMap<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> pending = new ArrayList<>();

    Bench() {
        variables.put("KAFKA_BOOTSTRAP_SERVERS", TestCluster.bootstrapServers());
        variables.put("OTP_KEYS", keysText);
        producer = clients().producer("bench");
    }

    KafkaClients clients() {
        return KafkaClients.from(Environment.of(variables));
    }

    Map<String, String> variables() {
        return variables;
    }

    VerifierService service(Metrics metrics) {
        return VerifierService.wire(Environment.of(variables), metrics);
    }

    /** Whether an event is of this bench: tests share one broker. */
    boolean isMine(Envelope<?> envelope) {
        return envelope.event().application().equals(application);
    }

    String anyAddress() {
        return UUID.randomUUID() + "@example.com";
    }

    ChallengeOpened opened(String email) {
        return builder(email).build();
    }

    Opened builder(String email) {
        return Opened.challenge(UUID.randomUUID().toString().replace("-", ""))
                .of(application, email)
                .derived(Nonce.fresh(entropy), keys.current().id())
                .requestedAt(Instant.now());
    }

    String code(ChallengeOpened opened) {
        return Derivation.code(
                keys.current(),
                Nonce.bytes(opened.nonce()),
                opened.application(),
                opened.purpose(),
                opened.email(),
                opened.codeLength());
    }

    /** Digits that are not the code. */
    String wrong(ChallengeOpened opened) {
        return code(opened).equals("000000") ? "000001" : "000000";
    }

    VerifyOtp guess(ChallengeOpened opened, String digits) {
        Key key = keys.current();
        String guess = Derivation.guessOfCode(key, opened.application(), opened.purpose(), opened.email(), digits);
        return new VerifyOtp(
                opened.application(), opened.email(), opened.purpose(), guess, null, null, null, null, null);
    }

    void write(ChallengeOpened opened) {
        write(EventId.of(ChallengeOpened.class, opened.challengeId()), opened, opened.email());
    }

    void write(String id, VerifierEvent event, String email) {
        String key = Subject.of(event.application(), email);
        write(EventCodec.encode(
                Topic.VERIFICATIONS, key, new Envelope<>(id, event, "/bench", Instant.now(), null, null)));
    }

    void write(ProducerRecord<byte[], byte[]> record) {
        pending.add(requireNonNull(producer.send(record)));
    }

    /** Returns once everything written so far is acknowledged. */
    void written() throws Exception {
        for (Future<RecordMetadata> acknowledgement : pending) {
            acknowledgement.get(30, TimeUnit.SECONDS);
        }
        pending.clear();
    }

    @Override
    public void close() {
        producer.close();
    }
}
