package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.life.StartException;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** K-29: somebody changes the topic of requests under a running issuer. */
class ChangedTopicIT {
    /** So many that each partition has some. */
    private static final int BEFORE = 60;

    private static final int MORE = Topic.PARTITIONS * 2;

    @Test
    void requestsOnATopicThatIsMadeAnewOrGrowsAreAnsweredAndNoInstanceStartsOnIt() throws Exception {
        try (Stage stage = Stage.open(Map.of("KAFKA_METADATA_MAX_AGE_MS", "1000"));
                IssuerService _ = stage.issuer("one");
                Admin admin = stage.clients().admin("operator")) {
            stage.application("{\"id\":\"acme\",\"name\":\"Acme\"}");
            for (int i = 0; i < BEFORE; i++) {
                stage.ask("before-" + i, "acme", "before-" + i + "@example.com");
            }
            stage.witness().awaitEnvelopes(OtpIssued.class, _ -> true, BEFORE);

            admin.deleteTopics(List.of(Topic.REQUESTS.name())).all().get(10, TimeUnit.SECONDS);
            Poll.until(() -> created(admin));
            Poll.until(() -> asked(stage, "anew"));
            stage.witness().await(OtpIssued.class, e -> e.requestId().equals("anew"));

            admin.createPartitions(Map.of(Topic.REQUESTS.name(), NewPartitions.increaseTo(MORE)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
            stage.raw(
                    Topic.REQUESTS,
                    MORE - 1,
                    "{\"application\":\"acme\",\"email\":\"beyond@example.com\"}".getBytes(StandardCharsets.UTF_8));
            stage.witness().await(OtpIssued.class, e -> e.email().equals("beyond@example.com"));
            assertThat(stage.witness().deadLetters()).isEmpty();
            assertThatThrownBy(() -> stage.issuer("late"))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("otp.requests=" + MORE);
        }
    }

    /** The name is free once the broker has let go of the topic that had it. */
    private static boolean created(Admin admin) {
        NewTopic topic = new NewTopic(Topic.REQUESTS.name(), Topic.PARTITIONS, (short) 1)
                .configs(Map.of("message.timestamp.type", "LogAppendTime"));
        try {
            admin.createTopics(List.of(topic)).all().get(10, TimeUnit.SECONDS);
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    /** The producer knows the old topic for a moment; what it was not told is accepted is asked again. */
    private static boolean asked(Stage stage, String requestId) {
        try {
            return stage.ask(requestId, "acme", requestId + "@example.com").hasOffset();
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
