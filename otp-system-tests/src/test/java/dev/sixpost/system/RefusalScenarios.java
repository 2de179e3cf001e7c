package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.gateway.GatewayService;
import dev.sixpost.issuer.IssuerService;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.life.Service;
import dev.sixpost.kit.life.StartException;
import dev.sixpost.kit.life.Wiring;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.mailer.MailerService;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import dev.sixpost.verifier.VerifierService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row K-31: a broker that is there and refuses. It is said or waited out, and nothing is lost, doubled or buried. */
abstract class RefusalScenarios {
    private static final Duration WAIT = Duration.ofSeconds(60);

    /** The name its producer has at the broker. */
    private static final String GATEWAY = "gateway";

    /** Less than a request has. */
    private static final double BYTES_PER_SECOND = 200;

    private static final Set<Topic> BEHIND_THE_GATEWAY = Set.of(
            Topic.VERIFICATIONS, Topic.CHALLENGES, Topic.EMAILS, Topic.DELIVERIES, Topic.RESULTS, Topic.EMAIL_VERIFIED);

    abstract Stack stack();

    abstract GuardedBroker broker();

    @AfterEach
    void refuseNothing() throws Exception {
        broker().allowWriting(Topic.ALL);
        broker().requireReplicas(1, Topic.ALL);
        broker().limit(GATEWAY, null);
    }

    @Test
    void whoeverMayNotWriteSaysSoLosesNothingAndGoesOnByItself() throws Exception {
        Person kim = new Person(stack(), "demo", "kim@example.com");
        broker().forbidWriting(List.of(
                Topic.REQUESTS, Topic.CHALLENGES, Topic.EMAILS, Topic.DELIVERIES, Topic.RESULTS, Topic.EMAIL_VERIFIED));

        Http.Answer refused = askAtOnce(kim, "kim");
        assertThat(refused.outcome()).isEqualTo("unavailable");
        assertThat(refused.raw().headers().firstValue("Retry-After")).isPresent();
        readiness().awaitTrouble("gateway/publisher", "otp.requests cannot be written: TopicAuthorizationException");

        broker().allowWriting(Set.of(Topic.REQUESTS));
        assertThat(repeated(() -> askAtOnce(kim, "kim")).status()).isEqualTo(202);
        readiness().awaitTrouble("otp-issuer/batches", "TopicAuthorizationException");
        assertThat(kim.mailIds()).isEmpty();

        broker().allowWriting(Set.of(Topic.CHALLENGES, Topic.EMAILS));
        String code = kim.codeOfMail(1);
        assertThat(kim.ask("signup", "kim").status()).isEqualTo(201);
        readiness()
                .awaitTrouble(
                        "otp-mailer-worker/publisher", "otp.deliveries cannot be written: TopicAuthorizationException");

        assertThat(verifyOnce(kim, code, "kim").status()).isEqualTo(202);
        readiness().awaitTrouble("otp-verifier/streams", "");

        broker().allowWriting(Set.of(Topic.DELIVERIES, Topic.RESULTS, Topic.EMAIL_VERIFIED));
        assertThat(kim.verify("signup", code, "kim").status()).isEqualTo(200);
        readiness().awaitNone();
        assertThat(kim.mailIds()).hasSize(1);
        assertProvenAndNotBuried(kim);
    }

    @Test
    void aServiceThatMayNotWriteDoesNotStartAndSaysWhichTopic() throws Exception {
        Map<Wiring, Topic> needed = new LinkedHashMap<>();
        needed.put(GatewayService::wire, Topic.SESSIONS);
        needed.put(IssuerService::wire, Topic.DEAD_LETTERS);
        needed.put(VerifierService::wire, Topic.DEAD_LETTERS);
        needed.put(MailerService::wire, Topic.EMAILS_DELAYED);
        broker().forbidWriting(needed.values());
        for (Map.Entry<Wiring, Topic> one : needed.entrySet()) {
            assertThatThrownBy(() -> start(one.getKey()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("write")
                    .hasMessageContaining(one.getValue().name());
        }
    }

    private void start(Wiring wiring) throws Exception {
        Environment env = Environment.of(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", stack().kafka(),
                "OTP_KEYS", Keys.fresh(Entropy.secure()),
                "OTP_HTTP_PORT", "0",
                "DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/nowhere",
                "SMTP_HOST", "127.0.0.1",
                "SMTP_SECURITY", "none",
                "SMTP_FROM_EMAIL", "codes@sixpost.example"));
        try (Metrics metrics = Metrics.start()) {
            Service service = wiring.wire(env, metrics);
            try {
                service.start();
            } finally {
                service.close();
            }
        }
    }

    @Test
    void tooFewReplicasAreSaidOrWaitedOutAndNothingIsLost() throws Exception {
        Person lee = new Person(stack(), "demo", "lee@example.com");
        broker().loseAReplica(Topic.ALL);
        broker().requireReplicas(2, Set.of(Topic.REQUESTS));
        assertThat(askUntilOneIsRefused("lees")).isNotEmpty();

        broker().requireReplicas(2, BEHIND_THE_GATEWAY);
        broker().requireReplicas(1, Set.of(Topic.REQUESTS));
        assertThat(repeated(() -> askAtOnce(lee, "lee")).status()).isEqualTo(202);
        readiness().awaitTrouble("otp-issuer/batches", "");
        assertThat(lee.mailIds()).isEmpty();

        broker().requireReplicas(1, BEHIND_THE_GATEWAY);
        assertThat(repeated(() -> lee.ask("signup", "lee")).status()).isEqualTo(201);
        assertThat(lee.verify("signup", lee.codeOfMail(1), "lee").status()).isEqualTo(200);
        assertThat(lee.mailIds()).hasSize(1);
        assertProvenAndNotBuried(lee);
    }

    @Test
    void aQuotaIsWaitedOutOrSaidAndNothingIsLost() throws Exception {
        broker().limit(GATEWAY, BYTES_PER_SECOND);
        List<Person> people = askUntilOneIsRefused("max");

        broker().limit(GATEWAY, null);
        Person refused = people.getLast();
        assertThat(repeated(() -> refused.ask("signup", refused.email())).status())
                .isEqualTo(201);
        // All others were told 202, and need not ask again.
        for (Person max : people) {
            String code = max.codeOfMail(1);
            assertThat(repeated(() -> max.verify("signup", code, max.email())).status())
                    .isEqualTo(200);
            assertThat(max.mailIds()).hasSize(1);
        }
    }

    private static Http.Answer askAtOnce(Person person, String idempotencyKey) throws IOException {
        return Http.post(
                person.stack().gateway().resolve("/v1/demo/otp"),
                Map.of("email", person.email(), "purpose", "signup"),
                "Idempotency-Key",
                idempotencyKey,
                "Prefer",
                "respond-async");
    }

    private static Http.Answer verifyOnce(Person person, String code, String idempotencyKey) throws IOException {
        return Http.post(
                person.stack().gateway().resolve("/v1/demo/otp/verify"),
                Map.of("email", person.email(), "purpose", "signup", "code", code),
                "Idempotency-Key",
                idempotencyKey);
    }

    /** All who asked, each with the address as the key: what a broker is told takes a moment to be so. */
    private List<Person> askUntilOneIsRefused(String name) throws IOException {
        long end = System.nanoTime() + WAIT.toNanos();
        List<Person> asked = new ArrayList<>();
        String outcome = "";
        while (!outcome.equals("unavailable")) {
            assertThat(System.nanoTime()).isLessThan(end);
            Person another = new Person(stack(), "demo", name + asked.size() + "@example.com");
            outcome = askAtOnce(another, another.email()).outcome();
            assertThat(outcome).isIn("202", "unavailable");
            asked.add(another);
        }
        return asked;
    }

    private interface Call {
        Http.Answer make() throws IOException;
    }

    /** As whoever is told 503 does: the same again, with the same key. */
    private static Http.Answer repeated(Call call) throws IOException {
        long end = System.nanoTime() + WAIT.toNanos();
        Http.Answer answer = call.make();
        while (answer.status() == 503 && System.nanoTime() < end) {
            answer = call.make();
        }
        return answer;
    }

    private Readiness readiness() {
        return new Readiness(stack());
    }

    private void assertProvenAndNotBuried(Person person) {
        String subject = Subject.of(person.application(), person.email());
        try (Topics topics = new Topics(stack().kafka())) {
            assertThat(topics.awaitEvent(
                                    Topic.EMAIL_VERIFIED,
                                    EmailVerified.class,
                                    proof -> proof.email().equals(person.email()))
                            .id())
                    .isNotEmpty();
            assertThat(topics.all(Topic.DEAD_LETTERS).stream()
                            .filter(letter -> letter.key() != null)
                            .map(letter -> new String(letter.key(), StandardCharsets.UTF_8)))
                    .doesNotContain(subject);
        }
    }
}
