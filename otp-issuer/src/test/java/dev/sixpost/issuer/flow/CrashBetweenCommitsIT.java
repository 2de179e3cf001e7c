package dev.sixpost.issuer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.IssuerService;
import dev.sixpost.issuer.Stage;
import dev.sixpost.issuer.decide.Circumstances;
import dev.sixpost.issuer.decide.Decisions;
import dev.sixpost.issuer.decide.Given;
import dev.sixpost.issuer.store.Database;
import dev.sixpost.issuer.store.Ledger;
import dev.sixpost.issuer.store.Postgres;
import dev.sixpost.issuer.store.Work;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invariants I8 and I10 at the issuer's crash points: the database has decided, Kafka has not heard of it, or half. */
class CrashBetweenCommitsIT {
    private static final String SETTINGS = "{\"id\":\"acme\",\"name\":\"Acme\"}";

    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open();
        stage.application(SETTINGS);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatWasDecidedBeforeTheCrashIsAnnouncedOnceAfterIt() {
        stage.ask("r1", "acme", "ada@example.com");
        stage.ask("r2", "acme", "ada@example.com");
        stage.ask("r3", "acme", "bob@example.com");
        Decisions decided = decideAndCrash(false);

        try (IssuerService _ = stage.issuer("successor")) {
            stage.ask("r4", "acme", "carol@example.com");
            stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r4"));
        }

        assertThat(stage.witness().all(OtpIssued.class, e -> !e.requestId().equals("r4")))
                .extracting(e -> e.event().requestId())
                .containsExactlyInAnyOrder("r1", "r3");
        assertThat(stage.witness().all(OtpRejected.class, _ -> true))
                .extracting(e -> e.event().requestId())
                .containsExactly("r2");
        assertThat(stage.witness().all(EmailRequested.class, e -> !e.requestId().equals("r4")))
                .extracting(e -> e.event().challengeId())
                .containsExactlyInAnyOrderElementsOf(
                        decided.opened().stream().map(c -> c.id()).toList());
        assertThat(stage.witness()
                        .all(ChallengeOpened.class, e -> !e.requestId().equals("r4")))
                .extracting(e -> e.event().challengeId())
                .containsExactlyInAnyOrderElementsOf(
                        decided.opened().stream().map(c -> c.id()).toList());
    }

    @Test
    void aChallengeThatWasOpenedBeforeTheCrashIsOpenedAgainJustAsItWas() {
        stage.ask("r1", "acme", "ada@example.com");
        decideAndCrash(true);

        try (IssuerService _ = stage.issuer("successor")) {
            stage.witness().await(EmailRequested.class, e -> e.requestId().equals("r1"));
        }

        List<Envelope<ChallengeOpened>> opened = stage.witness().all(ChallengeOpened.class, _ -> true);
        assertThat(opened).hasSize(2);
        assertThat(opened.get(1).id()).isEqualTo(opened.get(0).id());
        assertThat(opened.get(1).event()).isEqualTo(opened.get(0).event());
        assertThat(stage.witness().all(EmailRequested.class, _ -> true)).hasSize(1);
    }

    @Test
    void anInstanceThatIsFencedStartsAnewAndAnswersOnce() {
        try (IssuerService _ = stage.issuer("twin");
                Producer<byte[], byte[]> intruder = stage.clients().transactionalProducer("otp-issuer-twin")) {
            stage.ask("r1", "acme", "ada@example.com");
            stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r1"));

            intruder.initTransactions();
            stage.ask("r2", "acme", "bob@example.com");
            stage.witness().await(EmailRequested.class, e -> e.requestId().equals("r2"));
            stage.ask("r3", "acme", "carol@example.com");
            stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r3"));
        }

        assertThat(stage.witness().all(EmailRequested.class, _ -> true))
                .extracting(e -> e.event().requestId())
                .containsExactlyInAnyOrder("r1", "r2", "r3");
        assertThat(stage.witness().deadLetters()).isEmpty();
    }

    /** As the issuer does it, up to the database's commit, or to the verifier's log, and no further. */
    private Decisions decideAndCrash(boolean opened) {
        ApplicationConfigured settings = ApplicationSettings.complete(Json.LENIENT.readTree(SETTINGS));
        Intake intake = new Intake(Entropy.secure(), new IssuerMeters(new SimpleMeterRegistry()));
        Batch batch = intake.sort(requests(), _ -> false);
        try (Postgres postgres = new Postgres(database())) {
            postgres.migrate();
            Decisions decisions = new Ledger(postgres, Keys.parse(Stage.KEYS), Given.RULES)
                    .decide(
                            new Work(batch.asks(), List.of(), List.of(), List.of(), Map.of()),
                            new Circumstances(
                                    Instant.now().truncatedTo(ChronoUnit.MILLIS), "k1", Map.of("acme", settings)));
            if (opened) {
                Outbox.of(decisions.inOrder()).openings().forEach(stage::send);
            }
            return decisions;
        }
    }

    private Database database() {
        return new Database(
                stage.variable("DATABASE_URL"),
                stage.variable("DATABASE_USERNAME"),
                stage.variable("DATABASE_PASSWORD"));
    }

    private List<ConsumerRecord<byte[], byte[]>> requests() {
        try (Consumer<byte[], byte[]> consumer = stage.clients().tail("crash", IsolationLevel.READ_COMMITTED)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.REQUESTS.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found;
        }
    }
}
