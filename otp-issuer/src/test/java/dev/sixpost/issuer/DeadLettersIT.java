package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Invariant I17: what cannot be processed is put aside, and what follows it is not held up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLettersIT {
    private Stage stage;
    private IssuerService issuer;

    @BeforeAll
    void open() {
        stage = Stage.open();
        stage.application("{\"id\":\"acme\",\"name\":\"Acme\"}");
        issuer = stage.issuer("one");
    }

    @AfterAll
    void close() {
        issuer.close();
        stage.close();
    }

    @Test
    void aRecordTheDatabaseRefusesIsADeadLetterAndItsNeighboursAreAnswered() {
        stage.execute("alter table request add constraint refused check (email <> 'refused@example.com')");
        int before = stage.witness().deadLetters().size();
        for (int i = 0; i < 9; i++) {
            stage.ask("r-near-" + i, "acme", (i == 4 ? "refused" : "near-" + i) + "@example.com");
        }

        stage.witness().awaitEnvelopes(OtpIssued.class, e -> e.requestId().startsWith("r-near-"), 8);
        stage.witness().awaitDeadLetters(before + 1);

        assertThat(stage.witness().all(EmailRequested.class, e -> e.requestId().startsWith("r-near-")))
                .hasSize(8);
        assertThat(reason(stage.witness().deadLetters().getLast())).isEqualTo("unprocessable");
    }

    @Test
    void poisonGoesToTheDeadLettersAndTheNextRecordIsAnswered() {
        int before = stage.witness().deadLetters().size();
        stage.raw(Topic.REQUESTS, 2, "{\"application\":".getBytes(StandardCharsets.UTF_8));
        stage.raw(Topic.REQUESTS, 2, null);
        stage.raw(
                Topic.REQUESTS,
                2,
                ("{\"application\":\"" + "a".repeat(64) + "\",\"email\":\"ada@example.com\"}")
                        .getBytes(StandardCharsets.UTF_8));
        stage.raw(Topic.RESULTS, 2, "no json".getBytes(StandardCharsets.UTF_8));
        stage.raw(
                Topic.REQUESTS,
                2,
                "{\"application\":\"acme\",\"email\":\"after@example.com\"}".getBytes(StandardCharsets.UTF_8));

        stage.witness().await(OtpIssued.class, e -> e.email().equals("after@example.com"));
        List<String> reasons = stage.witness().awaitDeadLetters(before + 3).stream()
                .skip(before)
                .map(DeadLettersIT::reason)
                .toList();

        assertThat(reasons).containsExactlyInAnyOrder("unparseable", "out-of-bounds", "no-type");
    }

    @Test
    void theSameIdentityWithAnotherRequestIsADeadLetter() {
        stage.ask("r-conflict", "acme", "owner@example.com");
        stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r-conflict"));
        stage.ask("r-conflict", "acme", "thief@example.com");

        stage.witness().awaitDeadLetter(letter -> reason(letter).equals("id-conflict"));

        assertThat(stage.witness().all(EmailRequested.class, e -> e.email().equals("thief@example.com")))
                .isEmpty();
    }

    private static String reason(ConsumerRecord<byte[], byte[]> letter) {
        return new String(letter.headers().lastHeader("dlq.reason").value(), StandardCharsets.UTF_8);
    }
}
