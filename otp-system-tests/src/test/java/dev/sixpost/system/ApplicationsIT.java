package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example applications from request to proof, and settings that change while everything runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationsIT {
    private static final String TOKEN = "a-token-of-operators";
    private static final Duration SOON = Duration.ofSeconds(1);

    private Stack stack;
    private Administrator administrator;

    @BeforeAll
    void up(@TempDir Path folder) {
        stack = Stack.up(folder, Map.of("OTP_ADMIN_TOKEN", TOKEN));
        administrator = new Administrator(stack, TOKEN);
    }

    @AfterAll
    void down() {
        if (stack != null) {
            stack.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "builder.yaml, builder, signup, ann@builder.example, 600, 5",
        "white-label-chat.yaml, acme-chat, signup, ann@acme.example, 600, 5",
        "campus.yaml, campus, signup, ann@campus.example, 300, 3",
        "dashboard.yaml, dashboard, signup, ann@dashboard.example, 300, 3",
        "point-of-sale.yaml, point-of-sale, signup, ann@shop.example, 120, 3"
    })
    void eachExampleGoesFromRequestToProof(
            String file, String id, String purpose, String email, long seconds, int attempts) throws IOException {
        administrator.apply(id, Administrator.example(file));
        Person person = new Person(stack, id, email);

        Http.Answer asked = person.ask(purpose);
        assertThat(asked.status()).as(asked.raw().body()).isEqualTo(201);
        assertThat(asked.body().path("attemptsRemaining").asInt()).isEqualTo(attempts);
        assertThat(until(asked, "expiresAt")).isBetween(seconds - 30, seconds);
        assertThat(until(asked, "resendAt")).isBetween(30L, 60L);
        Http.Answer verified = person.verify(purpose, person.codeOfMail(1));
        assertThat(verified.status()).as(verified.raw().body()).isEqualTo(200);
        assertThat(verified.text("token").split("\\.")).hasSize(3);
    }

    @Test
    void theMarketingSiteSignsPeopleUpAndAForeignPageDoesNot() throws IOException {
        administrator.apply("builder", Administrator.example("builder.yaml"));
        URI signups = stack.gateway().resolve("/v1/builder/signups");
        Map<String, String> body = Map.of("email", "eve@builder.example");

        Http.Answer signed = Http.post(signups, body, "Origin", "https://www.builder-marketing.example");
        assertThat(signed.status()).isEqualTo(202);
        assertThat(signed.body().path("requiresOtp").asBoolean()).isTrue();
        assertThat(Http.post(signups, body, "Origin", "https://evil.example").text("type"))
                .endsWith("/origin-not-allowed");
    }

    @Test
    void theSignUpOfTheBuilderIsSwitchedOffAndOnWhileItRuns() throws IOException {
        Path file = Administrator.example("builder.yaml");
        Person late = new Person(stack, "builder", "late@builder.example");
        String off = Files.readString(file).replace("enabled: true", "enabled: false");
        assertThat(off).contains("enabled: false");

        administrator.apply("builder", off);
        assertThat(late.ask("signup").text("type")).endsWith("/purpose-disabled");
        assertThat(Http.post(stack.gateway().resolve("/v1/builder/signups"), Map.of("email", late.email()))
                        .body()
                        .path("requiresOtp")
                        .asBoolean(true))
                .isFalse();
        administrator.apply("builder", file);
        assertThat(new Person(stack, "builder", "later@builder.example")
                        .ask("signup")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void onlyAddressesOfTheCustomersDomainSignUpForItsChat() throws IOException {
        administrator.apply("acme-chat", Administrator.example("white-label-chat.yaml"));

        assertThat(new Person(stack, "acme-chat", "ann@gmail.example")
                        .ask("signup")
                        .text("type"))
                .endsWith("/domain-not-allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "codeLength: 8       | /codeLength        | 8",
                "maxAttempts: 2      | /attemptsRemaining | 2",
                "ttl: PT2M           | expiresAt          | 120",
                "resendAfter: PT20S  | resendAt           | 20",
                "resendAfter: [PT5S] | resendAt           | 5"
            })
    void aPolicyThatIsChangedHoldsForTheNextCodeInTheIssuerToo(String setting, String where, long expected)
            throws IOException {
        administrator.apply("changing", "name: Changing\npurposes: { login: { codeLength: 6 } }");
        Person person =
                new Person(stack, "changing", "p" + Math.floorMod(setting.hashCode(), 1_000_000) + "@example.com");
        long changed = System.nanoTime();
        administrator.apply("changing", "name: Changing\npurposes: { login: { " + setting + " } }");
        assertThat(Duration.ofNanos(System.nanoTime() - changed)).isLessThan(SOON);

        Http.Answer asked = person.ask("login");
        long found = where.startsWith("/") ? asked.body().at(where).asLong() : until(asked, where);
        assertThat(found).as(asked.raw().body()).isBetween(where.startsWith("/") ? expected : expected - 5, expected);
        if (setting.startsWith("codeLength")) {
            assertThat(person.codeOfMail(1)).hasSize(8);
        }
    }

    /** In whole seconds, rounded. */
    private static long until(Http.Answer answer, String member) {
        return Math.round(Duration.between(Instant.now(), Instant.parse(answer.text(member)))
                        .toMillis()
                / 1e3);
    }
}
