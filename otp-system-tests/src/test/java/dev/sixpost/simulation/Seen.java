package dev.sixpost.simulation;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.LockEnded;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifyOtp;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The log of a finished history, as readers of it see it. */
final class Seen {
    /** An event where it lies. */
    record Found<E extends Event>(Envelope<?> envelope, E event, int partition, long offset, long time) {
        String id() {
            return envelope.id();
        }

        String causation() {
            return String.valueOf(envelope.causationId());
        }
    }

    /** The first time the log says it: where that counts, and since when. {@code id} is what makes commands one. */
    record Command(String id, VerifyOtp event, int partition, long offset, long time) {}

    private final World world;
    private final Map<Topic, List<Read>> read = new HashMap<>();

    Seen(World world) {
        this.world = world;
    }

    /** Read committed, in the order of each partition. */
    <E extends Event> List<Found<E>> committed(Topic topic, Class<E> type) {
        return read(topic)
                .filter(Read::isCommitted)
                .flatMap(read -> read.as(type))
                .toList();
    }

    /** Aborted and open ones as well. */
    <E extends Event> List<Found<E>> written(Topic topic, Class<E> type) {
        return read(topic).flatMap(read -> read.as(type)).toList();
    }

    private Stream<Read> read(Topic topic) {
        return read
                .computeIfAbsent(
                        topic,
                        _ -> Broker.partitions(topic).stream()
                                .flatMap(at -> world.broker.all(at).stream())
                                .flatMap(Seen::decoded)
                                .toList())
                .stream();
    }

    private static Stream<Read> decoded(Broker.Stored stored) {
        return EventCodec.decode(stored.found()) instanceof Decoded.Read(Envelope<?> envelope)
                ? Stream.of(new Read(stored, envelope))
                : Stream.empty();
    }

    private record Read(Broker.Stored stored, Envelope<?> envelope) {
        boolean isCommitted() {
            return stored.isCommitted();
        }

        <E extends Event> Stream<Found<E>> as(Class<E> type) {
            ConsumerRecord<byte[], byte[]> at = stored.found();
            return type.isInstance(envelope.event())
                    ? Stream.of(new Found<>(
                            envelope, type.cast(envelope.event()), at.partition(), at.offset(), at.timestamp()))
                    : Stream.empty();
        }
    }

    /** By challenge: its first opening. */
    Map<String, Found<ChallengeOpened>> openings() {
        Map<String, Found<ChallengeOpened>> first = new LinkedHashMap<>();
        committed(Topic.VERIFICATIONS, ChallengeOpened.class)
                .forEach(opened -> first.putIfAbsent(opened.event().challengeId(), opened));
        return first;
    }

    /**
     * By identity: each command where it was judged, with the time it was first written at, which is its own also where
     * another guess under its key was written earlier and is moved. Nothing is remembered of an address before its first
     * challenge, so a command that comes again after that is judged there.
     */
    List<Command> commands() {
        Map<String, Long> times = new LinkedHashMap<>();
        Map<String, Command> judged = new LinkedHashMap<>();
        Map<String, Long> known = knownSince();
        List<Found<VerifyOtp>> all = committed(Topic.VERIFICATIONS, VerifyOtp.class);
        all.forEach(one -> times.merge(one.id(), one.time(), Math::min));
        for (Found<VerifyOtp> one : all) {
            if (isInItsPlace(one)) {
                long since = known.getOrDefault(subject(one.event()), Long.MAX_VALUE);
                long time = times.getOrDefault(one.id(), one.time());
                Command here = new Command(identity(one), one.event(), one.partition(), one.offset(), time);
                judged.merge(here.id(), here, (first, again) -> first.offset() > since ? first : again);
            }
        }
        return List.copyOf(judged.values());
    }

    /** Commands that were there before anything was known of their address. */
    Set<String> early() {
        Map<String, Long> known = knownSince();
        return committed(Topic.VERIFICATIONS, VerifyOtp.class).stream()
                .filter(one ->
                        isInItsPlace(one) && one.offset() < known.getOrDefault(subject(one.event()), Long.MAX_VALUE))
                .map(Seen::identity)
                .collect(Collectors.toSet());
    }

    /** The commands that share an Idempotency-Key are one. */
    static String identity(Found<VerifyOtp> command) {
        String key = command.event().idempotency();
        return key == null ? command.id() : key;
    }

    /** How often the lock of an address had been ended before a place on its partition. */
    long unlocksBefore(String application, String email, int partition, long offset) {
        return committed(Topic.VERIFICATIONS, LockEnded.class).stream()
                .filter(ended -> ended.partition() == partition
                        && ended.offset() < offset
                        && ended.event().application().equals(application)
                        && ended.event().email().equals(email))
                .count();
    }

    private Map<String, Long> knownSince() {
        Map<String, Long> since = new LinkedHashMap<>();
        openings()
                .values()
                .forEach(opening -> since.putIfAbsent(
                        Subject.of(
                                opening.event().application(), opening.event().email()),
                        opening.offset()));
        return since;
    }

    private static String subject(VerifyOtp command) {
        return Subject.of(command.application(), canonical(command.email()));
    }

    private boolean isInItsPlace(Found<VerifyOtp> one) {
        byte[] key = world.broker
                .all(new TopicPartition(Topic.VERIFICATIONS.name(), one.partition()))
                .get((int) one.offset())
                .found()
                .key();
        String subject =
                Subject.of(one.event().application(), canonical(one.event().email()));
        return key != null && subject.equals(new String(key, StandardCharsets.US_ASCII));
    }

    static String canonical(@Nullable String email) {
        return String.valueOf(email).toLowerCase(Locale.ROOT);
    }
}
