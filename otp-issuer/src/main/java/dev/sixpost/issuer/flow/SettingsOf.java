package dev.sixpost.issuer.flow;

import dev.sixpost.kit.kafka.Applications;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The settings of the applications a batch names. That one is missing is believed only once the settings have been read to
 * where they end now: a request may overtake the settings it was made under.
 */
final class SettingsOf {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Applications applications;

    SettingsOf(Applications applications) {
        this.applications = applications;
    }

    /** Those that exist; {@code broker} is asked how far the settings reach. */
    Map<String, ApplicationConfigured> find(Collection<String> ids, Consumer<?, ?> broker) {
        Map<String, ApplicationConfigured> found = lookUp(ids);
        if (found.size() == ids.size()) {
            return found;
        }
        List<TopicPartition> partitions = broker.partitionsFor(Topic.APPLICATIONS.name(), PATIENCE).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty() || !applications.awaitRead(broker.endOffsets(partitions, PATIENCE), PATIENCE)) {
            throw new IllegalStateException("the settings of the applications have not been read to their end");
        }
        return lookUp(ids);
    }

    private Map<String, ApplicationConfigured> lookUp(Collection<String> ids) {
        Map<String, ApplicationConfigured> found = new HashMap<>();
        ids.forEach(id -> applications.find(id).ifPresent(settings -> found.put(id, settings)));
        return found;
    }
}
