package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Topic;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants, addresses, keys and limits of the hostile cases, on the whole path: from HTTP to the mail that is there or not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileScenarios {
    private static final String SECRET = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    abstract ChangingStack running();

    private Person person(String application, String email) {
        return new Person(running().stack, application, email);
    }

    private URI route(String path) {
        return running().stack.gateway().resolve(path);
    }

    /** H-45 to H-59, H-67, H-69, H-71: nobody is written to, and nothing is written down. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a@nobody.example,b@nobody.example",
                "a@nobody.example;b@nobody.example",
                "a@nobody.example b@nobody.example",
                "friends: a@nobody.example, b@nobody.example;",
                "A <a@nobody.example>",
                "a@nobody.example\r\nRCPT TO:<v@nobody.example>",
                "a@nobody.example> SIZE=1",
                ".a@nobody.example",
                "a.@nobody.example",
                "a..b@nobody.example",
                "\"a b\"@nobody.example",
                "\"<script>\"@nobody.example",
                "a@[127.0.0.1]",
                "a@[IPv6:::1]",
                "a@127.0.0.1",
                "a@xn--\u00ff",
                "\u00fcser@nobody.example",
                "$(id)@nobody.example",
                "${jndi:ldap://nobody.example/a}@nobody.example",
                "<#assign x=1>@nobody.example"
            })
    void whatIsNotOneAddressIsRefusedAndNeverQuoted(String typed) throws IOException {
        for (String route : List.of("/v1/demo/otp", "/v1/demo/signups")) {
            Http.Answer refused = Http.post(route(route), Map.of("email", typed));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("type")).endsWith("/invalid-request");
            assertThat(refused.body().at("/errors/0/pointer").asString("")).isEqualTo("/email");
            assertThat(refused.raw().body()).doesNotContain("nobody.example");
        }
    }

    @AfterAll
    void nobodyWasWrittenTo() throws IOException {
        assertThat(person("demo", "nobody.example").mailIds()).isEmpty();
        assertThat(running().topics.events(Topic.REQUESTS, OtpRequested.class))
                .noneMatch(seen -> ((OtpRequested) seen.event()).email().contains("nobody.example"));
    }

    /** H-53, H-61, H-65, H-71: each is one mailbox. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "plus+tag@hostile.example, plus+tag@hostile.example",
                "idn@b\u00fccher.example,  idn@xn--bcher-kva.example",
                "a'or'1'='1@sql.example,   a'or'1'='1@sql.example",
                "${7*7}@el.example,        ${7*7}@el.example",
                "`id`@shell.example,       `id`@shell.example"
            })
    void whatIsOneAddressIsWrittenToAsItIs(String typed, String recipient) throws IOException {
        Person person = person("demo", typed);
        assertThat(person.ask("login").status()).isEqualTo(201);
        Mail mail = person("demo", recipient).mail(1);
        assertThat(mail.header("To")).contains(recipient);
        assertThat(person.verify("login", mail.code().orElseThrow()).status()).isEqualTo(200);
    }

    /** H-61, H-63, H-67: the second does not ask again for the first one's code, and each has its own. */
    @ParameterizedTest
    @CsvSource({
        "do.ts@gmail.com,          dots@gmail.com",
        "tagged+one@gmail.com,     tagged@gmail.com",
        "homo@\u0430pple.example, homo@apple.example"
    })
    void twoThatLookAlikeAreTwo(String one, String other) throws IOException {
        List<Person> both = List.of(person("demo", one), person("demo", other));
        for (Person person : both) {
            assertThat(person.ask("login").status()).isEqualTo(201);
        }
        for (Person person : both) {
            String recipient = person.email().replace("@\u0430pple", "@xn--pple-43d");
            assertThat(person("demo", recipient).mail(1).header("To")).contains(recipient);
            String code = person("demo", recipient).codeOfMail(1);
            assertThat(person.verify("login", code).status()).isEqualTo(200);
        }
    }

    /** H-75. */
    @Test
    void thePlatformDoesNotWriteToItself() throws IOException {
        Person itself = person("demo", "codes@sixpost.example");
        assertThat(itself.ask("login").text("type")).endsWith("/address-not-allowed");
        assertThat(itself.mailIds()).isEmpty();
    }

    /** I14: what is one application's is nothing in the other one. */
    @Test
    void nothingOfOneApplicationIsWorthAnythingInAnother() throws IOException {
        String settings = "\nlimits: {failuresPerAddressPerDay: 1}\nsession: {purposes: [login], refreshTtl: P1D}"
                + "\npurposes: {login: {delivery: link}}\ncallers: {keys: [%s]}";
        running().administrator.apply("ours", "name: Ours" + settings.formatted(SECRET));
        running().administrator.apply("theirs", "name: Theirs" + settings.formatted("0".repeat(64)));
        Person ours = person("ours", "tina@hostile.example");
        Person theirs = person("theirs", "tina@hostile.example");
        Http.Answer asked = ours.ask("login", "one-key");
        Mail mail = ours.mail(1);
        String code = mail.code().orElseThrow();

        assertThat(theirs.status(asked.text("id")).status()).isEqualTo(404);
        assertThat(theirs.verify("login", code).text("type")).endsWith("/no-active-code");
        assertThat(theirs.verifyByLink(mail.linkToken().orElseThrow()).status()).isGreaterThanOrEqualTo(400);
        assertThat(theirs.ask("login", "one-key").text("id")).isNotEqualTo(asked.text("id"));
        assertThat(theirs.verify("login", Person.wrong(theirs.codeOfMail(2))).status())
                .isEqualTo(422);
        assertThat(theirs.verify("login", "000000").text("type")).endsWith("/locked");
        assertThat(Http.post(route("/v1/theirs/otp"), Map.of("email", "x@a.example"), "Authorization", "Bearer secret")
                        .text("type"))
                .endsWith("/unknown-key");
        Http.Answer verified = ours.verify("login", code);
        assertThat(verified.status()).as("neither spent nor locked").isEqualTo(200);
        assertThat(Cookies.refresh(running().stack, "theirs", verified).status())
                .isEqualTo(401);
        running().administrator.erase(theirs);
        assertThat(Cookies.refresh(running().stack, "ours", verified).status()).isEqualTo(204);
        assertThat(ours.status(asked.text("id")).text("status")).isEqualTo("verified");
    }

    /** H-93: other clients and other keys of one tenant change nothing. */
    @Test
    void theMailsOfAnAddressAreCountedWhoeverAsksFromWherever() throws IOException {
        running().administrator.apply("counted", """
            name: Counted
            limits: {perAddressPerHour: 2}
            callers: {keys: [%s]}
            """.formatted(SECRET));
        assertThat(askedFrom("192.0.2.1", "login").status()).isEqualTo(201);
        assertThat(askedFrom("198.51.100.2", "signup").status()).isEqualTo(201);
        assertWait(askedFrom("2001:db8::3", "verify_email"), "rate-limited", 3_600);
        person("counted", "vic@hostile.example").mail(2);
        assertThat(person("counted", "vic@hostile.example").mailIds()).hasSize(2);
    }

    private Http.Answer askedFrom(String clientIp, String purpose) throws IOException {
        Map<String, String> body = Map.of("email", "vic@hostile.example", "purpose", purpose, "clientIp", clientIp);
        return Http.post(route("/v1/counted/otp"), body, "Authorization", "Bearer secret");
    }

    /** H-95, H-99. */
    @Test
    void aTenantAtItsLimitIsToldUntilWhenAndItsNeighbourIsNot() throws IOException {
        running().administrator.apply("greedy", "name: Greedy\nlimits: {perApplicationPerMinute: 5}");
        running().administrator.apply("modest", "name: Modest\nlimits: {perIpPer5Minutes: 1}");
        for (int i = 0; i < 5; i++) {
            assertThat(person("greedy", "g" + i + "@hostile.example")
                            .ask("login")
                            .status())
                    .isEqualTo(201);
        }
        for (int i = 5; i < 12; i++) {
            assertWait(person("greedy", "g" + i + "@hostile.example").ask("login"), "rate-limited", 61);
        }
        assertThat(person("modest", "m@hostile.example").ask("login").status()).isEqualTo(201);
        assertWait(person("modest", "n@hostile.example").ask("login"), "rate-limited", 301);
    }

    /** H-97. */
    @Test
    void whoAsksAgainTooSoonIsToldWhenAndMayThen() throws IOException {
        running().administrator.apply("patient", "name: Patient\npurposes: {login: {resendAfter: [PT2S, PT1H]}}");
        Person person = person("patient", "pat@hostile.example");
        Http.Answer first = person.ask("login");
        assertWait(person.ask("login"), "resend-cooldown", 2);
        Instant due = Instant.parse(first.text("resendAt"));
        while (Instant.now().isBefore(due)) {
            Http.pause();
        }
        assertThat(person.ask("login").status()).isEqualTo(201);
        assertWait(person.ask("login"), "resend-cooldown", 3_600);
        assertThat(person.codeOfMail(2)).hasSize(6);
    }

    /** H-87 for sign-ups. */
    @Test
    void oneKeyIsOneSignUp() throws IOException {
        URI signups = route("/v1/demo/signups");
        Map<String, String> body = Map.of("email", "kim@hostile.example", "name", "Kim");
        String id = Http.post(signups, body, "Idempotency-Key", "kim").text("id");
        assertThat(Http.post(signups, body, "Idempotency-Key", "kim").text("id"))
                .isEqualTo(id);
        Map<String, String> other = Map.of("email", "kim@hostile.example", "name", "Kay");
        assertThat(Http.post(signups, other, "Idempotency-Key", "kim").text("type"))
                .endsWith("/idempotency-mismatch");
        person("demo", "kim@hostile.example").mail(1);
        assertThat(person("demo", "kim@hostile.example").mailIds()).hasSize(1);
    }

    /** Header and member agree, and are whole seconds from one to {@code most}. */
    private static void assertWait(Http.Answer answer, String problem, int most) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(429);
        assertThat(answer.text("type")).endsWith("/" + problem);
        int seconds = answer.body().path("retryAfterSeconds").asInt();
        assertThat(seconds).isBetween(1, most);
        assertThat(answer.raw().headers().firstValue("retry-after")).hasValue("" + seconds);
    }
}
