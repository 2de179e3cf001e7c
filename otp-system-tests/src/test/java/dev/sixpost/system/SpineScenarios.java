package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole path, on whatever broker and database: a request enters over HTTP or Kafka, a code arrives by mail, it verifies, EmailVerified
 * comes out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SpineScenarios {
    private Stack stack;
    private Topics topics;

    /** Variables that name a broker and a database; empty for the embedded ones. */
    abstract Map<String, String> infrastructure();

    @BeforeAll
    void up(@TempDir Path folder) {
        stack = Stack.up(folder, infrastructure());
        topics = new Topics(stack.kafka());
    }

    @AfterAll
    void down() {
        if (stack != null) {
            topics.close();
            stack.close();
        }
    }

    private Person person(String email) {
        return new Person(stack, "demo", email);
    }

    @Test
    void codeAskedForOverHttpArrivesVerifiesAndIsTold() throws IOException {
        Person ada = person("Ada.Http@example.com");

        Http.Answer asked = ada.ask("signup");
        assertThat(asked.status()).isEqualTo(201);
        assertThat(asked.text("status")).isEqualTo("issued");
        assertThat(asked.text("email")).isEqualTo("a•••@example.com");
        assertThat(asked.raw().headers().firstValue("location")).hasValue("/v1/demo/otp/" + asked.text("id"));

        Http.Answer verified = ada.verify("signup", ada.codeOfMail(1));
        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.text("status")).isEqualTo("verified");
        assertThat(verified.text("token").split("\\.")).hasSize(3);

        Envelope<?> told = topics.awaitEvent(
                Topic.EMAIL_VERIFIED, EmailVerified.class, e -> e.email().equals("ada.http@example.com"));
        EmailVerified event = (EmailVerified) told.event();
        assertThat(event.firstVerification()).isTrue();
        assertThat(event.verifiedAt()).isEqualTo(event.firstVerifiedAt()).isAfter(event.requestedAt());
        assertThat(ada.status(asked.text("id")).text("status")).isEqualTo("verified");
    }

    @Test
    void anotherLanguagesConsumerReadsEmailVerifiedWithItsHeaders() throws Exception {
        Person hugo = person("hugo@example.com");
        hugo.ask("signup");
        assertThat(hugo.verify("signup", hugo.codeOfMail(1)).status()).isEqualTo(200);
        topics.awaitEvent(
                Topic.EMAIL_VERIFIED, EmailVerified.class, e -> e.email().equals(hugo.email()));

        assertThat(Kcat.lines(stack.kafka(), Topic.EMAIL_VERIFIED.name()))
                .filteredOn(line -> line.contains("\"email\":\"hugo@example.com\""))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("ce_type=otp.EmailVerified.v1", "ce_specversion=1.0", "ce_id=")
                        .contains("content-type=application/json", "\"method\":\"code\""));
    }

    @Test
    void bareRecordOfAConsoleProducerIsARequestLikeAnyOther() throws IOException {
        Person bob = person("bob.console@example.com");

        topics.write(new ProducerRecord<>(
                Topic.REQUESTS.name(),
                "{\"application\":\"demo\",\"email\":\"bob.console@example.com\"}".getBytes(StandardCharsets.UTF_8)));

        assertThat(bob.verify("verify_email", bob.codeOfMail(1)).status()).isEqualTo(200);
        topics.awaitEvent(
                Topic.EMAIL_VERIFIED, EmailVerified.class, e -> e.email().equals("bob.console@example.com"));
    }

    @Test
    void codeTypedByAnUpstreamWithoutKeysVerifiesFromWhicheverPartitionItLiesOn() throws IOException {
        Person eve = person("eve.upstream@example.com");
        eve.ask("login");
        String code = eve.codeOfMail(1);
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            String command =
                    "{\"application\":\"demo\",\"email\":\"eve.upstream@example.com\",\"purpose\":\"login\",\"code\":\""
                            + code + "\"}";
            topics.write(new ProducerRecord<>(
                    Topic.VERIFICATIONS.name(), partition, null, command.getBytes(StandardCharsets.UTF_8)));
        }

        topics.awaitEvent(
                Topic.EMAIL_VERIFIED, EmailVerified.class, e -> e.email().equals("eve.upstream@example.com"));
        assertThat(topics.events(Topic.EMAIL_VERIFIED, EmailVerified.class).stream()
                        .filter(e -> ((EmailVerified) e.event()).email().equals("eve.upstream@example.com")))
                .hasSize(1);
    }

    @Test
    void twoHundredParallelGuessesAreEvaluatedAtMostMaxAttemptsTimes() throws Exception {
        Person victim = person("victim@example.com");
        assertThat(victim.ask("login").status()).isEqualTo(201);
        String wrong = Person.wrong(victim.codeOfMail(1));

        List<Http.Answer> answers = inParallel(200, () -> victim.verify("login", wrong));

        assertThat(answers.stream().filter(a -> a.text("type").endsWith("/code-incorrect")))
                .hasSize(5);
        assertThat(answers.stream()
                        .filter(a -> a.text("type").endsWith("/code-incorrect"))
                        .map(a -> a.body().path("attemptsRemaining").asInt()))
                .containsExactlyInAnyOrder(4, 3, 2, 1, 0);
        assertThat(answers.stream().map(Http.Answer::status)).allMatch(Set.of(422, 429)::contains);
        assertThat(topics.events(Topic.RESULTS, OtpRefused.class).stream()
                        .map(e -> (OtpRefused) e.event())
                        .filter(r -> "victim@example.com".equals(r.email())
                                && r.reason().equals("code-incorrect")))
                .hasSize(5);
        assertThat(victim.verify("login", victim.codeOfMail(1)).status()).isEqualTo(429);
    }

    @Test
    void sameIdempotencyKeyInParallelIsOneChallengeOneMailOneAnswer() throws Exception {
        Person carl = person("carl.key@example.com");

        List<Http.Answer> answers = inParallel(64, () -> carl.ask("signup", "carl-1"));

        assertThat(answers.stream().map(Http.Answer::status)).containsOnly(201);
        assertThat(answers.stream().map(Http.Answer::body).distinct()).hasSize(1);
        carl.codeOfMail(1);
        assertThat(carl.ask("login", "carl-1").status()).isEqualTo(422);
        assertThat(carl.mailIds()).hasSize(1);
    }

    @Test
    void retriedVerificationGetsTheSameTokenAndAnotherCommandIsRefused() throws IOException {
        Person dora = person("dora.retry@example.com");
        dora.ask("signup");
        String code = dora.codeOfMail(1);

        Http.Answer first = dora.verify("signup", code, "v-1");
        Http.Answer again = dora.verify("signup", code, "v-1");

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(dora.verify("signup", code).text("type")).endsWith("/no-active-code");
    }

    @Test
    void askingAgainTooSoonIsRefusedAndSaysWhen() throws IOException {
        Person fred = person("fred.again@example.com");
        assertThat(fred.ask("signup").status()).isEqualTo(201);

        Http.Answer again = fred.ask("signup");

        assertThat(again.status()).isEqualTo(429);
        assertThat(again.text("type")).endsWith("/resend-cooldown");
        assertThat(again.body().path("retryAfterSeconds").asInt()).isBetween(1, 60);
        assertThat(again.raw().headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void recordAfterAPoisonRecordIsProcessedAndThePoisonIsKept() throws IOException {
        Person gina = person("gina.poison@example.com");
        byte[] poison = "{\"application\":".getBytes(StandardCharsets.UTF_8);
        for (Topic topic : List.of(Topic.REQUESTS, Topic.EMAILS, Topic.VERIFICATIONS)) {
            for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
                topics.write(new ProducerRecord<>(topic.name(), partition, null, poison));
            }
        }

        assertThat(gina.ask("signup").status()).isEqualTo(201);
        assertThat(gina.verify("signup", gina.codeOfMail(1)).status()).isEqualTo(200);

        for (Topic topic : List.of(Topic.REQUESTS, Topic.EMAILS, Topic.VERIFICATIONS)) {
            topics.await(
                    Topic.DEAD_LETTERS,
                    letter -> letter.headers().lastHeader("dlq.topic") != null
                            && new String(
                                            letter.headers()
                                                    .lastHeader("dlq.topic")
                                                    .value(),
                                            StandardCharsets.UTF_8)
                                    .equals(topic.name()));
        }
        assertThat(topics.all(Topic.DEAD_LETTERS).stream()
                        .map(EventCodec::decode)
                        .filter(Decoded.Tombstone.class::isInstance))
                .as("dead letters of otp.verifications carry no value")
                .hasSizeGreaterThanOrEqualTo(Topic.PARTITIONS);
    }

    private static List<Http.Answer> inParallel(int count, Callable<Http.Answer> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Http.Answer>> answers = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(call))
                    .toList();
            List<Http.Answer> done = new ArrayList<>();
            for (Future<Http.Answer> answer : answers) {
                done.add(answer.get());
            }
            return done;
        }
    }
}
