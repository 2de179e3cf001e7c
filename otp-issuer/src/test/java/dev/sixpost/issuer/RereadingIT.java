package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invariant I16: rewinding the issuer's group changes no outcome and sends no mail. */
class RereadingIT {
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
    void aGroupSetBackToTheBeginningSendsNoMailAgain() throws Exception {
        try (IssuerService _ = stage.issuer("one")) {
            for (int i = 0; i < 30; i++) {
                stage.ask("r" + i, "acme", "user-" + i + "@example.com");
            }
            for (int i = 0; i < 5; i++) {
                stage.publish(
                        Topic.SIGNUPS,
                        null,
                        "s" + i,
                        new SignupRequested(
                                "acme", "new-" + i + "@example.com", "u-" + i, null, null, null, null, null));
            }
            stage.witness().awaitEnvelopes(OtpIssued.class, _ -> true, 35);
            Poll.until(() -> stage.query("select coalesce(sum(next_offset), 0) from published")
                    .equals("35"));
        }
        rewind();

        try (IssuerService _ = stage.issuer("one")) {
            stage.ask("last", "acme", "last@example.com");
            stage.witness().await(OtpIssued.class, e -> e.requestId().equals("last"));
            stage.witness().awaitEnvelopes(OtpIssued.class, e -> !e.requestId().equals("last"), 70);
        }

        List<Envelope<OtpIssued>> outcomes =
                stage.witness().all(OtpIssued.class, e -> !e.requestId().equals("last"));
        assertThat(outcomes).extracting(Envelope::id).doesNotContainNull().hasSize(70);
        assertThat(outcomes.stream().map(Envelope::id).distinct()).hasSize(35);
        assertThat(outcomes.stream().map(Envelope::event).distinct()).hasSize(35);
        assertThat(stage.witness().all(EmailRequested.class, _ -> true)).hasSize(36);
        assertThat(stage.witness().all(ChallengeOpened.class, _ -> true)).hasSize(36);
        assertThat(stage.query("select count(*) from request")).isEqualTo("36");
        assertThat(stage.query("select string_agg(account_id, ' ' order by account_id) from account"))
                .isEqualTo("u-0 u-1 u-2 u-3 u-4");
        assertThat(stage.query("select sum(length(mails)) / 8 from address")).isEqualTo("36");
    }

    private void rewind() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            beginning.put(new TopicPartition(Topic.REQUESTS.name(), partition), new OffsetAndMetadata(0));
            beginning.put(new TopicPartition(Topic.SIGNUPS.name(), partition), new OffsetAndMetadata(0));
        }
        try (Admin admin = stage.clients().admin("rewind")) {
            admin.alterConsumerGroupOffsets("otp-issuer", beginning).all().get(20, TimeUnit.SECONDS);
        }
    }
}
