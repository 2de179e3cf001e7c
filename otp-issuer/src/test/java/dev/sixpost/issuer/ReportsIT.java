package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What others report is noted, and costs no transaction of Kafka's: there is nothing to say about it. */
class ReportsIT {
    @Test
    void whatBecameOfACodeIsNotedAndCommittedWithoutATransaction() {
        try (Stage stage = Stage.open()) {
            stage.application("{\"id\":\"acme\",\"name\":\"Acme\"}");
            try (IssuerService _ = stage.issuer("one");
                    Admin admin = stage.clients().admin("test");
                    Consumer<byte[], byte[]> log = stage.clients().tail("test", IsolationLevel.READ_UNCOMMITTED)) {
                stage.ask("r1", "acme", "ada@example.com");
                EmailRequested mail = stage.witness().await(EmailRequested.class, _ -> true);
                Poll.until(() -> isComplete(admin));
                long transactions = end(log, "__transaction_state");

                stage.publish(
                        Topic.DELIVERIES,
                        "any",
                        "sent",
                        new EmailSent("acme", mail.challengeId(), "r1", null, 250, "m1"));
                Poll.until(() -> stage.query("select mail_state from request").equals("sent"));
                stage.publish(Topic.RESULTS, "any", "verified", verified(mail));
                Poll.until(
                        () -> stage.query("select final_state from challenge").equals("verified"));
                Poll.until(() -> reaches(committed(admin), log, Topic.DELIVERIES)
                        && reaches(committed(admin), log, Topic.RESULTS));

                assertThat(end(log, "__transaction_state")).isEqualTo(transactions);
            }
        }
    }

    private static OtpVerified verified(EmailRequested mail) {
        return new OtpVerified(
                "acme", "ada@example.com", Purpose.LOGIN, mail.challengeId(), "r1", null, Instant.EPOCH, Method.CODE);
    }

    private static boolean isComplete(Admin admin) {
        try {
            return admin.describeTransactions(List.of("otp-issuer-one"))
                            .description("otp-issuer-one")
                            .get(10, TimeUnit.SECONDS)
                            .state()
                    == TransactionState.COMPLETE_COMMIT;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin) {
        try {
            return admin.listConsumerGroupOffsets("otp-issuer")
                    .partitionsToOffsetAndMetadata()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean reaches(
            Map<TopicPartition, OffsetAndMetadata> committed, Consumer<byte[], byte[]> log, Topic topic) {
        return log.endOffsets(partitions(log, topic.name())).entrySet().stream()
                .filter(end -> end.getValue() > 0)
                .allMatch(end -> {
                    OffsetAndMetadata offset = committed.get(end.getKey());
                    return offset != null && offset.offset() == end.getValue();
                });
    }

    private static long end(Consumer<byte[], byte[]> log, String topic) {
        return log.endOffsets(partitions(log, topic)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> log, String topic) {
        return log.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }
}
