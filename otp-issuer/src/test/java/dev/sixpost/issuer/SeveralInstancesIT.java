package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpOutcome;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invariants I9 and I29 with more than one instance, and while partitions change hands. */
class SeveralInstancesIT {
    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open();
        stage.application("{\"id\":\"acme\",\"name\":\"Acme\"}");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void requestsForOneAddressOnAllPartitionsOpenOneChallenge() {
        try (IssuerService _ = stage.issuer("one");
                IssuerService _ = stage.issuer("two")) {
            for (int i = 0; i < 60; i++) {
                stage.raw(
                        Topic.REQUESTS,
                        i % Topic.PARTITIONS,
                        "{\"application\":\"acme\",\"email\":\"crowd@example.com\"}".getBytes(StandardCharsets.UTF_8));
            }
            stage.witness().awaitEnvelopes(OtpRejected.class, _ -> true, 59);
        }

        assertThat(stage.witness().all(OtpIssued.class, _ -> true)).hasSize(1);
        assertThat(stage.witness().all(EmailRequested.class, _ -> true)).hasSize(1);
        assertThat(stage.query("select count(*) from request")).isEqualTo("60");
    }

    @Test
    void everyRequestIsAnsweredOnceWhileInstancesComeAndGo() {
        int count = 240;
        IssuerService one = stage.issuer("one");
        ask(0, 80);
        try (IssuerService _ = stage.issuer("two")) {
            ask(80, 160);
            one.close();
            ask(160, count);
            stage.witness().awaitEnvelopes(OtpIssued.class, _ -> true, count);
        }

        List<String> answered = stage.witness().all(OtpOutcome.class, _ -> true).stream()
                .map(envelope -> envelope.id())
                .distinct()
                .toList();
        assertThat(answered).hasSize(count);
        assertThat(stage.witness().all(EmailRequested.class, _ -> true)).hasSize(count);
        assertThat(stage.query("select count(*) from challenge where is_current"))
                .isEqualTo(String.valueOf(count));
    }

    private void ask(int from, int to) {
        IntStream.range(from, to).forEach(i -> stage.ask("r" + i, "acme", "user-" + i + "@example.com"));
    }
}
