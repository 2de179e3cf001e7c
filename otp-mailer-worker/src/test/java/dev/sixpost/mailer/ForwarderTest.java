package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.mailer.mail.Composer;
import dev.sixpost.mailer.mail.PlatformSender;
import dev.sixpost.schemas.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a broker cannot be made to do at a given moment; all else about delayed mails is with real ones, in DelayIT. */
final class ForwarderTest {
    private static final TopicPartition SOON = new TopicPartition(Topic.EMAILS_DELAYED.name(), 0);

    private final AtomicInteger transactions = new AtomicInteger();

    /** The group's other member may have returned the mail already, and the broker would not notice. */
    @Test
    void whoIsNoMemberOfItsGroupAnyMoreReturnsNothing() {
        MockConsumer<byte[], byte[]> expelled = new MockConsumer<>("earliest") {
            // Nothing else makes one yet.
            @SuppressWarnings("removal")
            @Override
            public ConsumerGroupMetadata groupMetadata() {
                return new ConsumerGroupMetadata("otp-mailer-forwarder", -1, "", Optional.empty());
            }
        };
        expelled.schedulePollTask(() -> {
            expelled.rebalance(List.of(SOON));
            expelled.updateBeginningOffsets(Map.of(SOON, 0L));
            expelled.addRecord(new ConsumerRecord<>(SOON.topic(), SOON.partition(), 0, new byte[0], new byte[] {1}));
        });
        Forwarder forwarder = new Forwarder(() -> expelled, returning(), new BrokerClock());

        assertThatThrownBy(() -> {
                    for (int pass = 0; pass < 3; pass++) {
                        forwarder.once();
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not a member");

        assertThat(transactions).hasValue(0);
        assertThat(expelled.closed()).isTrue();
    }

    private ReturnDue returning() {
        EmailAddress platform = EmailAddress.parse("codes@platform.example").orElseThrow();
        return new ReturnDue(
                () -> {
                    transactions.incrementAndGet();
                    throw new IllegalStateException("nothing may be written");
                },
                _ -> Optional.empty(),
                new Composer(new PlatformSender(null, platform), null),
                new BrokerClock(),
                new MailerMetrics(new SimpleMeterRegistry()));
    }
}
