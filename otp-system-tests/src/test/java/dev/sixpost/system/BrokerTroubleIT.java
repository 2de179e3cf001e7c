package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rows K-25, K-31 and K-33: what other clients and operators may do to the topics, and what the broker may refuse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerTroubleIT {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final int SHORT_TRANSACTION_MILLIS = 3_000;

    private GuardedBroker broker;
    private Stack stack;
    private Topics topics;

    @BeforeAll
    void up(@TempDir Path folder) {
        broker = GuardedBroker.start(folder.resolve("kafka"));
        stack = Stack.up(folder, Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()));
        topics = new Topics(stack.kafka());
    }

    @AfterAll
    void down() {
        topics.close();
        stack.close();
        broker.close();
    }

    @Nested
    class Refusals extends RefusalScenarios {
        @Override
        Stack stack() {
            return stack;
        }

        @Override
        GuardedBroker broker() {
            return broker;
        }
    }

    @Test
    void transactionLeftOpenByADeadProducerHoldsReadersUpNoLongerThanItsTimeout() throws Exception {
        KafkaProducer<byte[], byte[]> dying = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        stack.kafka(),
                        "transactional.id",
                        "dying",
                        "transaction.timeout.ms",
                        SHORT_TRANSACTION_MILLIS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        dying.initTransactions();
        dying.beginTransaction();
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            dying.send(new ProducerRecord<>(Topic.REQUESTS.name(), partition, null, request("ghost@example.com")))
                    .get(WAIT.toSeconds(), TimeUnit.SECONDS);
        }
        dying.close(Duration.ZERO);

        Person ivy = new Person(stack, "demo", "ivy@example.com");
        assertThat(ivy.ask("signup").status()).isEqualTo(201);
        assertThat(ivy.verify("signup", ivy.codeOfMail(1)).status()).isEqualTo(200);
        assertThat(new Person(stack, "demo", "ghost@example.com").mailIds())
                .as("what was never committed was never asked for")
                .isEmpty();
    }

    @Test
    void withoutATopicForDeadLettersPoisonWaitsAndNothingIsSkipped() throws Exception {
        broker.admin().deleteTopics(List.of(Topic.DEAD_LETTERS.name())).all().get(WAIT.toSeconds(), TimeUnit.SECONDS);
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            topics.write(new ProducerRecord<>(
                    Topic.REQUESTS.name(), partition, null, "no request".getBytes(StandardCharsets.UTF_8)));
        }
        Person jack = new Person(stack, "demo", "jack@example.com");
        topics.write(new ProducerRecord<>(Topic.REQUESTS.name(), request("jack@example.com")));

        new Readiness(stack).awaitTrouble("otp-issuer/batches", "");
        createDeadLetters();

        assertThat(jack.verify("verify_email", jack.codeOfMail(1)).status()).isEqualTo(200);
        assertThat(topics.all(Topic.DEAD_LETTERS)).hasSizeGreaterThanOrEqualTo(Topic.PARTITIONS);
    }

    /** The name is free once the broker has let go of the topic that had it. */
    private void createDeadLetters() throws Exception {
        long end = System.nanoTime() + WAIT.toNanos();
        while (System.nanoTime() < end) {
            try {
                NewTopic topic = new NewTopic(Topic.DEAD_LETTERS.name(), Topic.PARTITIONS, (short) 1);
                broker.admin().createTopics(List.of(topic)).all().get(WAIT.toSeconds(), TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
                Http.pause();
            }
        }
        throw new AssertionError("the topic could not be created");
    }

    private static byte[] request(String email) {
        return ("{\"application\":\"demo\",\"email\":\"" + email + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
