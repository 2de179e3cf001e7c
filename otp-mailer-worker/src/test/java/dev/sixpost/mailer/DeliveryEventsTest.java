package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.mailer.mail.Samples;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Topic;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class DeliveryEventsTest {
    private final Envelope<EmailRequested> requested =
            new Envelope<>("1", Samples.request(), "/test", Samples.NOW, null, null);
    private final ConsumerRecord<byte[], byte[]> found =
            new ConsumerRecord<>(Topic.EMAILS.name(), 0, 0, new byte[0], new byte[0]);

    @Test
    void eachTryIsTold() {
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(topics(told(attempt, new Conclusion.Delayed("r", 451, Tier.SOON))))
                    .containsExactly(Topic.EMAILS_DELAYED.name(), Topic.DELIVERIES.name());
        }
    }

    @Test
    void thatAMailWaitsForItsRelayIsToldOnceAndIsNoTry() {
        List<ProducerRecord<byte[], byte[]>> first = told(0, new Conclusion.Awaiting(Tier.SOON));
        assertThat(topics(first)).containsExactly(Topic.EMAILS_DELAYED.name(), Topic.DELIVERIES.name());
        comesAgain(first.getFirst());

        List<ProducerRecord<byte[], byte[]>> second = told(1, new Conclusion.Awaiting(Tier.LATER));
        assertThat(topics(second)).containsExactly(Topic.EMAILS_DELAYED.name());
        comesAgain(second.getFirst());

        assertThat(Attempt.of(found.headers())).isEqualTo(2);
        assertThat(Attempt.tries(found.headers())).isZero();
    }

    private List<ProducerRecord<byte[], byte[]>> told(int attempt, Conclusion conclusion) {
        return DeliveryEvents.of(found, requested, attempt, "<1@sender.example>", conclusion, Samples.NOW);
    }

    private void comesAgain(ProducerRecord<byte[], byte[]> delayed) {
        delayed.headers().forEach(header -> found.headers().remove(header.key()).add(header));
    }

    private static List<String> topics(List<ProducerRecord<byte[], byte[]>> records) {
        return records.stream().map(ProducerRecord::topic).toList();
    }
}
