package dev.sixpost.bench.micro;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.mailer.mail.Composer;
import dev.sixpost.mailer.mail.OutgoingMail;
import dev.sixpost.mailer.mail.PlatformSender;
import dev.sixpost.mailer.mail.Unrenderable;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One flow passes each of these once or twice. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class HotParts {
    private static final String EMAIL = "ada@example.com";
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");

    private final Key key =
            Keys.parse("k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").current();
    private final EmailRequested wanted = new EmailRequested(
            "acme",
            EMAIL,
            EMAIL,
            Purpose.SIGNUP,
            "0123456789abcdef0123456789abcdef",
            "fedcba9876543210fedcba9876543210",
            "AAECAwQFBgcICQoLDA0ODw",
            "k1",
            6,
            "en",
            DeliveryForm.CODE,
            NOW.plusSeconds(600),
            null,
            MailKind.CODE);
    private final byte[] nonce = Nonce.bytes(wanted.nonce());
    private final Envelope<EmailRequested> envelope =
            new Envelope<>("id-of-the-event", wanted, "/sixpost/bench", NOW, wanted.requestId(), null);
    private final ConsumerRecord<byte[], byte[]> found = found(encode());
    private final ApplicationConfigured application =
            ApplicationSettings.complete(Json.LENIENT.readTree("{\"id\":\"acme\",\"name\":\"Acme\"}"));
    private final Composer composer = new Composer(
            new PlatformSender("Acme", EmailAddress.parse("codes@acme.example").orElseThrow()), null);

    private static ConsumerRecord<byte[], byte[]> found(ProducerRecord<byte[], byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                NOW.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                sent.value().length,
                new byte[0],
                sent.value(),
                sent.headers(),
                Optional.empty());
    }

    @Benchmark
    public String deriveCode() {
        return Derivation.code(key, nonce, "acme", Purpose.SIGNUP, EMAIL, 6);
    }

    @Benchmark
    public String digestGuess() {
        return Derivation.guessOfCode(key, "acme", Purpose.SIGNUP, EMAIL, "042137");
    }

    @Benchmark
    public String parseAndCanonicaliseAddress() {
        return EmailAddress.parse("Ada.Lovelace@Example.COM").orElseThrow().canonical();
    }

    @Benchmark
    public String subject() {
        return Subject.of("acme", EMAIL);
    }

    @Benchmark
    public final ProducerRecord<byte[], byte[]> encode() {
        return EventCodec.encode(Topic.EMAILS, null, envelope);
    }

    @Benchmark
    public Decoded decode() {
        return EventCodec.decode(found);
    }

    @Benchmark
    public OutgoingMail composeMail() throws Unrenderable {
        return composer.compose(envelope.id(), wanted, application, key, NOW);
    }
}
