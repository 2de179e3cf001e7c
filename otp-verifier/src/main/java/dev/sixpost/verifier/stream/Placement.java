package dev.sixpost.verifier.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Where on the log a subject's records belong: under the subject as key, where Kafka's own clients put that key. */
final class Placement {
    private static final Pattern SUBJECT = Pattern.compile("[0-9a-f]{32}");
    private static final int SUBJECT_BYTES = 32;

    private final int partitions;

    Placement(int partitions) {
        this.partitions = partitions;
    }

    /** What was moved once stays: however the partitions are counted, no record goes in circles. */
    boolean isRight(ConsumerRecord<byte[], byte[]> found, String subject, Moves.Origin origin) {
        byte[] key = subject.getBytes(StandardCharsets.US_ASCII);
        boolean keyed = Arrays.equals(key, found.key());
        return keyed && (origin.moved() || found.partition() == partitionOf(key));
    }

    /** The subject a key is; empty where it is none. */
    static Optional<String> subjectIn(byte @Nullable [] key) {
        if (key == null || key.length != SUBJECT_BYTES) {
            return Optional.empty();
        }
        String text = new String(key, StandardCharsets.ISO_8859_1);
        return SUBJECT.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private int partitionOf(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
