package dev.sixpost.gateway.admin;

import dev.sixpost.gateway.flow.Directory;
import dev.sixpost.gateway.flow.Ids;
import dev.sixpost.gateway.flow.Publisher;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.kit.kafka.Applications;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** The compacted topic of settings, written; each write returns once this gateway itself has read it back. */
final class SettingsLog {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Publisher publisher;
    private final Applications applications;
    private final Directory directory;
    private final Ids ids;

    SettingsLog(Publisher publisher, Applications applications, Directory directory, Ids ids) {
        this.publisher = publisher;
        this.applications = applications;
        this.directory = directory;
        this.ids = ids;
    }

    Optional<ApplicationConfigured> find(String id) {
        return directory.find(id);
    }

    List<ApplicationConfigured> all() {
        directory.requireComplete();
        return applications.all();
    }

    /** A write is an event of its own even where it changes nothing, so that no reader takes it for an earlier one. */
    void put(ApplicationConfigured settings, String traceparent) throws InterruptedException {
        Envelope<ApplicationConfigured> envelope =
                new Envelope<>(ids.fresh(), settings, Ids.SOURCE, Instant.now(), null, traceparent);
        write(EventCodec.encode(Topic.APPLICATIONS, settings.id(), envelope));
    }

    void remove(String id) throws InterruptedException {
        write(new ProducerRecord<>(Topic.APPLICATIONS.name(), id.getBytes(StandardCharsets.UTF_8), null));
    }

    private void write(ProducerRecord<byte[], byte[]> written) throws InterruptedException {
        RecordMetadata where = publisher.publish(written);
        Map<TopicPartition, Long> next =
                Map.of(new TopicPartition(where.topic(), where.partition()), where.offset() + 1);
        if (!applications.awaitRead(next, PATIENCE)) {
            throw new Refused(Problem.unavailable());
        }
    }
}
