package dev.sixpost.kit.kafka;

import dev.sixpost.kit.life.Loop;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of all applications as they are now, from the compacted topic, in memory. Safe for many threads. Bounded by
 * {@value #MAX_APPLICATIONS} applications; those beyond are left out, loudly. Where the topic was given more partitions, an
 * application's records lie on two of them, which are read in any order: the newest by the broker's time is in force.
 */
public final class Applications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Applications.class);

    static final int MAX_APPLICATIONS = 50_000;

    private static final int MAX_PLACES = 2 * MAX_APPLICATIONS;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, ApplicationConfigured> known = new ConcurrentHashMap<>();

    /** Where the newest record of an application lies, also of one that was deleted. Of the tail's thread. */
    private final Map<String, Place> places = new HashMap<>();

    private final CompactedTail tail;
    private final Loop loop;

    private record Place(int partition, long timestamp) {
        /** Within a partition it is the order that tells: the clock of a broker may step back. */
        boolean isOlderThan(Place other) {
            return partition != other.partition && timestamp < other.timestamp;
        }
    }

    private Applications(KafkaClients clients) {
        this.tail = new CompactedTail(clients, Topic.APPLICATIONS, this::apply);
        this.loop = Loop.start("applications", tail);
    }

    /** Returns once what was there has been read, after 20 s at most: see {@link #trouble}. */
    public static Applications start(KafkaClients clients) {
        Applications applications = new Applications(clients);
        applications.tail.awaitCaughtUp(PATIENCE);
        return applications;
    }

    /** Whether what was there at the start has been read: until then, one that is not found may exist all the same. */
    public boolean isComplete() {
        return tail.caughtUp();
    }

    public Optional<ApplicationConfigured> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /** By id. */
    public List<ApplicationConfigured> all() {
        return known.values().stream()
                .sorted(Comparator.comparing(ApplicationConfigured::id))
                .toList();
    }

    /**
     * Whether everything before the offsets of {@code ends} has been read, waiting for it no longer than {@code
     * patience}: until then, that an application is not found does not mean that there is none.
     */
    public boolean awaitRead(Map<TopicPartition, Long> ends, Duration patience) {
        return tail.awaitRead(ends, patience);
    }

    /** Whether what was there at the start has been read, as soon as it has or {@code patience} is over. */
    public boolean readWithin(Duration patience) {
        return tail.caughtUpWithin(patience);
    }

    /** For readiness: why the settings may be incomplete or old. */
    public Optional<String> trouble() {
        return isComplete() ? loop.trouble() : Optional.of("not read to the end yet");
    }

    /** For liveness. */
    public Optional<String> stall() {
        return loop.stall();
    }

    private void apply(ConsumerRecord<byte[], byte[]> found) {
        if (found.key() == null) {
            LOG.atWarn().addKeyValue("offset", found.offset()).log("settings without a key are passed over");
            return;
        }
        String id = new String(found.key(), StandardCharsets.UTF_8);
        Place place = new Place(found.partition(), found.timestamp());
        Place newest = places.get(id);
        if (newest != null && place.isOlderThan(newest)) {
            LOG.atWarn()
                    .addKeyValue("application", id)
                    .log("settings from before the topic had more partitions are passed over");
            return;
        }
        switch (EventCodec.decode(found)) {
            case Decoded.Tombstone() -> {
                known.remove(id);
                remember(id, place);
            }
            case Decoded.Unreadable(String reason) ->
                LOG.atWarn()
                        .addKeyValue("offset", found.offset())
                        .addKeyValue("reason", reason)
                        .log("settings that cannot be read are passed over, the ones before stay in force");
            case Decoded.Read(var envelope) -> {
                if (envelope.event() instanceof ApplicationConfigured settings
                        && settings.id().equals(id)) {
                    put(id, settings);
                    remember(id, place);
                } else {
                    LOG.atWarn()
                            .addKeyValue("offset", found.offset())
                            .log("settings under another key are passed over");
                }
            }
        }
    }

    private void remember(String id, Place place) {
        if (places.size() < MAX_PLACES || places.containsKey(id)) {
            places.put(id, place);
        }
    }

    private void put(String id, ApplicationConfigured settings) {
        if (known.size() < MAX_APPLICATIONS || known.containsKey(id)) {
            known.put(id, settings);
        } else {
            LOG.atError().addKeyValue("application", id).log("too many applications, this one is left out");
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
