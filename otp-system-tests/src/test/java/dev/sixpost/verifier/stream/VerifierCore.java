package dev.sixpost.verifier.stream;

import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.kafka.DeadLetters;
import dev.sixpost.verifier.fold.Fold;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The verifier without Kafka Streams: from a record and the state of its address to the next state and the events. */
public final class VerifierCore {
    private final Reading reading;
    private final Moves moves;
    private final Judge judge;

    public VerifierCore(Keys keys, int partitions) {
        this.reading = new Reading(keys, partitions);
        this.moves = new Moves(keys);
        this.judge = new Judge(new Fold(new KeyedComparer(keys, new VerifierMeters(new SimpleMeterRegistry()))));
    }

    /**
     * What a record comes to.
     *
     * @param subject whose state is another now; null where none is
     */
    public record Processed(
            @Nullable String subject, @Nullable Bytes state, List<ProducerRecord<byte[], byte[]>> out) {}

    public Processed process(ConsumerRecord<byte[], byte[]> found, Function<String, byte @Nullable []> stored) {
        return switch (reading.read(found)) {
            case Intake.Fold fold -> folded(judge.judge(stored.apply(fold.subject()), fold), fold.subject());
            case Intake.Move move -> saying(moves.record(move));
            case Intake.Refuse refuse ->
                saying(Judge.verdict(refuse.key(), refuse.command(), refuse.verdict(), refuse.time())
                        .record());
            case Intake.DeadLetter letter -> saying(DeadLetters.of(found, "otp-verifier", letter.reason()));
            case Intake.Skip _ -> new Processed(null, null, List.of());
        };
    }

    private static Processed folded(Step step, String subject) {
        return new Processed(
                step.changed() ? subject : null,
                step.state(),
                step.out().stream().map(Outgoing::record).toList());
    }

    private static Processed saying(ProducerRecord<byte[], byte[]> record) {
        return new Processed(null, null, List.of(record));
    }
}
