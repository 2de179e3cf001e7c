package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpOutcome;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings by which requests and guesses are answered: what is asked a second after a change goes by it. */
abstract class PolicyScenarios {
    abstract ChangingStack running();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                         | limits: {perAddressPerHour: 1}             | login signup | 201 |"
                        + " rate-limited",
                "                         | limits: {perAddressPerDay: 1}              | login signup | 201 |"
                        + " rate-limited",
                "                         | limits: {perIpPer5Minutes: 1}              | login        | 201 |"
                        + " rate-limited",
                "                         | limits: {perApplicationPerMinute: 1}       | login        | 201 |"
                        + " rate-limited",
                "accounts: {reveal: true} | accounts: {mode: known, reveal: true}      | login        | 201 |"
                        + " unknown-account",
                "accounts: {mode: known}  | accounts: {mode: known, reveal: true}      | login        | 201 |"
                        + " unknown-account",
                "purposes: {login: {resendAfter: [PT0S, PT1H]}} | purposes: {login: {resendAfter: PT1H}} | login login"
                        + " | 201 | resend-cooldown",
            })
    void whoeverAsksIsAnsweredByIt(@Nullable String from, String to, String purposes, String before, String after)
            throws IOException {
        ChangingStack.Look answer = somebody -> {
            String seen = "";
            for (String purpose : purposes.split(" ", -1)) {
                seen = somebody.ask(purpose).outcome();
            }
            return seen;
        };
        running().assertChange(from, to, "asks%d@example.com", answer, before, after);
    }

    @ParameterizedTest
    @CsvSource({
        "codeLength: 8,      codeLength,        6,   8",
        "maxAttempts: 2,     attemptsRemaining, 5,   2",
        "ttl: PT2M,          expiresAt,         600, 120",
        "resendAfter: PT20S, resendAt,          60,  20"
    })
    void whoeverAsksIsToldIt(String to, String member, String before, String after) throws IOException {
        ChangingStack.Look told = somebody -> {
            Http.Answer asked = somebody.ask("login");
            assertThat(somebody.codeOfMail(1))
                    .hasSize(asked.body().path("codeLength").asInt());
            return member.endsWith("At")
                    ? seconds(asked, member)
                    : asked.body().path(member).asString();
        };
        running().assertChange(null, "purposes: {login: {" + to + "}}", "told%d@example.com", told, before, after);
    }

    /** Of an answer that came a moment ago, to the nearest ten. */
    private static String seconds(Http.Answer answer, String member) {
        Duration left = Duration.between(Instant.now(), Instant.parse(answer.text(member)));
        return "" + 10 * Math.ceilDiv(left.toSeconds(), 10);
    }

    /** The issuer by itself: upstream services ask without the gateway. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enabled: false                              | u%d@example.com    | application-disabled",
                "purposes: {verify_email: {enabled: false}}  | u%d@example.com    | purpose-disabled",
                "emails: {blockedDomains: [example.com]}     | u%d@example.com    | domain-not-allowed",
                "emails: {blockDisposable: true}             | u%d@mailinator.com | domain-not-allowed",
                "emails: {allowPlusAddressing: false}        | u+%d@example.com   | address-not-allowed",
                "limits: {perApplicationPerMinute: 1}        | u%d@example.com    | rate-limited",
            })
    void whoeverAsksOverKafkaIsAnsweredByIt(String to, String email, String problem) throws IOException {
        running().assertChange(null, to, email, this::outcomeOfARecord, "issued", problem);
    }

    private String outcomeOfARecord(Person somebody) {
        String request = "{\"application\":\"" + somebody.application() + "\",\"email\":\"" + somebody.email() + "\"}";
        running().topics.write(new ProducerRecord<>(Topic.REQUESTS.name(), request.getBytes(StandardCharsets.UTF_8)));
        OtpOutcome outcome = (OtpOutcome) running()
                .topics
                .awaitEvent(
                        Topic.CHALLENGES,
                        OtpOutcome.class,
                        e -> e.application().equals(somebody.application())
                                && e.email().equals(somebody.email()))
                .event();
        return switch (outcome) {
            case OtpIssued _ -> "issued";
            case OtpRejected rejected -> rejected.reason();
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits: {failuresPerAddressPerDay: 1}  | locked",
                "purposes: {login: {maxAttempts: 1}}    | too-many-attempts"
            })
    void whoeverGuessesIsStoppedByIt(String to, String problem) throws IOException {
        ChangingStack.Look verdict = somebody -> {
            somebody.ask("login");
            String wrong = Person.wrong(somebody.codeOfMail(1));
            somebody.verify("login", wrong);
            return somebody.verify("login", wrong).outcome();
        };
        running().assertChange(null, to, "fails%d@example.com", verdict, "code-incorrect", problem);
    }

    @Test
    void askedAgainTheCodeIsTheSameOrAnotherByIt() throws IOException {
        ChangingStack.Look codes = somebody -> {
            somebody.ask("login");
            String first = somebody.codeOfMail(1);
            somebody.ask("login");
            return somebody.codeOfMail(2).equals(first) ? "same" : "another";
        };
        String same = "purposes: {login: {resendAfter: [PT0S]}}";
        String another = "purposes: {login: {resendAfter: [PT0S], resend: new-code}}";
        running().assertChange(same, another, "again%d@example.com", codes, "same", "another");
    }

    @Test
    void aTestAddressIsOne() throws IOException {
        ChangingStack.Look verdict = somebody -> {
            somebody.ask("login");
            return somebody.verify("login", ChangingStack.CODE).outcome();
        };
        String email = "tested%d@example.com";
        running().assertChange(null, running().testAddresses(email), email, verdict, "code-incorrect", "200");
    }
}
