package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** I15: two instances of the gateway are sent different bodies under one Idempotency-Key at the same moment. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoGatewayScenarios {
    private static final int ROUNDS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MISMATCH = "idempotency-mismatch";

    private SecondGateway second;

    abstract ChangingStack running();

    @BeforeAll
    void up(@TempDir Path folder) throws IOException {
        second = SecondGateway.of(running().stack, folder.resolve("second-gateway.log"));
    }

    @AfterAll
    void down() {
        second.close();
    }

    @Test
    void twoCodesUnderOneKeyAreOneAttemptAndEachIsToldItsOwn() throws Exception {
        running().administrator.apply("twice", "name: Twice\npurposes: {login: {maxAttempts: 10}}");
        for (int round = 0; round < ROUNDS; round++) {
            Person person = new Person(running().stack, "twice", "guess" + round + "@twice.example");
            person.ask("login");
            String right = person.codeOfMail(1);
            Map<String, Object> rightBody = guess(person, right);
            Map<String, Object> wrongBody = guess(person, Person.wrong(right));

            List<String> told = bothAtOnce("/v1/twice/otp/verify", rightBody, wrongBody, "guess");

            assertThat(told).as("round %d", round).isIn(List.of("200", MISMATCH), List.of(MISMATCH, "code-incorrect"));
            boolean rightWasFirst = told.getFirst().equals("200");
            assertThat(told(second.uri(), "/v1/twice/otp/verify", rightBody, "guess"))
                    .isEqualTo(told.getFirst());
            assertThat(told(first(), "/v1/twice/otp/verify", wrongBody, "guess"))
                    .isEqualTo(told.getLast());
            Http.Answer next = person.verify("login", Person.wrong(right));
            assertThat(next.outcome()).isEqualTo(rightWasFirst ? "no-active-code" : "code-incorrect");
            assertThat(next.body().path("attemptsRemaining").asInt()).isEqualTo(rightWasFirst ? 0 : 8);
        }
    }

    @Test
    void twoRequestsUnderOneKeyAreOneMail() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Object> one = Map.of("email", "a" + round + "@ask.example", "purpose", "login");
            Map<String, Object> other = Map.of("email", "b" + round + "@ask.example", "purpose", "login");

            assertThat(bothAtOnce("/v1/demo/otp", one, other, "ask" + round))
                    .containsExactlyInAnyOrder("201", MISMATCH);
        }
        assertMails("ask.example");
    }

    @Test
    void twoSignUpsUnderOneKeyAreOneMail() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            bothAtOnce("/v1/demo/signups", signUp(round, "Ada"), signUp(round, "Eve"), "up" + round);
        }
        assertMails("up.example");
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(List.of(
                            told(second.uri(), "/v1/demo/signups", signUp(round, "Ada"), "up" + round),
                            told(first(), "/v1/demo/signups", signUp(round, "Eve"), "up" + round)))
                    .containsExactlyInAnyOrder("202", MISMATCH);
        }
    }

    private static Map<String, Object> signUp(int round, String name) {
        return Map.of("email", "u" + round + "@up.example", "name", name);
    }

    /** As many as there were rounds; the last one is waited for. */
    private void assertMails(String domain) throws IOException {
        Person anybody = new Person(running().stack, "demo", domain);
        anybody.mail(ROUNDS);
        assertThat(anybody.mailIds()).hasSize(ROUNDS);
    }

    private static Map<String, Object> guess(Person person, String code) {
        return Map.of("email", person.email(), "purpose", "login", "code", code);
    }

    private URI first() {
        return running().stack.gateway();
    }

    /** What the first body is told by the first gateway, and the second by the second. */
    private List<String> bothAtOnce(String route, Map<String, Object> one, Map<String, Object> other, String key)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> here = threads.submit(() -> told(first(), route, one, key));
            Future<String> there = threads.submit(() -> told(second.uri(), route, other, key));
            return List.of(here.get(), there.get());
        }
    }

    /** After a 202 the same again, as the contract says; a sign-up ends with one. */
    private static String told(URI gateway, String route, Map<String, Object> body, String key) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String outcome;
        do {
            outcome = Http.post(gateway.resolve(route), body, "Idempotency-Key", key)
                    .outcome();
        } while (outcome.equals("202") && !route.endsWith("/signups") && System.nanoTime() < end);
        return outcome;
    }
}
