package dev.sixpost.verifier.stream;

import dev.sixpost.kit.kafka.DeadLetters;
import dev.sixpost.verifier.codec.BrokenStateException;
import dev.sixpost.verifier.codec.NewerStateException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verifier's hop: otp.verifications in; otp.results, otp.email-verified and dead letters out. One per task, on its
 * stream thread. A record that the pure part cannot cope with becomes a dead letter; what the store or the broker throws,
 * and a state that only a newer version can read, goes on to Kafka Streams, which waits or starts the thread anew: neither
 * an outage nor an upgrade makes a dead letter.
 */
final class VerificationProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final String STORE = "subjects";

    static final String SERVICE = "otp-verifier";

    private static final Logger LOG = LoggerFactory.getLogger(VerificationProcessor.class);
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    private final Reading reading;
    private final Judge judge;
    private final Moves moves;
    private final CommitPace pace;
    private final VerifierMeters meters;
    private final Sweep sweep = new Sweep();
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable KeyValueStore<Bytes, byte[]> store;
    private long workedAfterCommits;
    private @Nullable Cancellable looking;

    VerificationProcessor(Reading reading, Judge judge, Moves moves, CommitPace pace, VerifierMeters meters) {
        this.reading = reading;
        this.judge = judge;
        this.moves = moves;
        this.pace = pace;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
        KeyValueStore<Bytes, byte[]> subjects = given.getStateStore(STORE);
        store = subjects;
        given.schedule(
                SWEEP_INTERVAL,
                PunctuationType.WALL_CLOCK_TIME,
                now -> meters.swept(sweep.pass(subjects, given.currentStreamTimeMs())));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ConsumerRecord<byte[], byte[]> found = asFound(record);
        switch (read(found)) {
            case Intake.Fold fold -> fold(found, fold);
            case Intake.Move move -> {
                meters.moved();
                forward(Sink.MOVED, moves.record(move), found);
            }
            case Intake.Refuse refuse -> {
                meters.ruled(refuse.verdict());
                send(Judge.verdict(refuse.key(), refuse.command(), refuse.verdict(), refuse.time()), found);
            }
            case Intake.DeadLetter letter -> deadLetter(found, letter.reason());
            case Intake.Skip skip -> meters.tombstone();
        }
        worked();
    }

    /** It is committed with a record that follows, or a little later where none does. */
    private void worked() {
        pace.works();
        workedAfterCommits = pace.commits();
        if (looking == null) {
            looking = present(context).schedule(CommitPace.LEAST, PunctuationType.WALL_CLOCK_TIME, now -> look());
        }
        commitIfDue();
    }

    private void look() {
        if (workedAfterCommits == pace.commits()) {
            commitIfDue();
        } else if (looking != null) {
            looking.cancel();
            looking = null;
        }
    }

    private void commitIfDue() {
        if (pace.isDue()) {
            present(context).commit();
        }
    }

    private Intake read(ConsumerRecord<byte[], byte[]> found) {
        try {
            return reading.read(found);
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private void fold(ConsumerRecord<byte[], byte[]> found, Intake.Fold intake) {
        KeyValueStore<Bytes, byte[]> subjects = present(store);
        Bytes key = Bytes.wrap(HexFormat.of().parseHex(intake.subject()));
        byte[] stored = subjects.get(key);
        Step step;
        try {
            step = judge.judge(stored, intake);
        } catch (NewerStateException e) {
            throw e;
        } catch (BrokenStateException e) {
            deadLetter(found, "unreadable-state");
            return;
        } catch (RuntimeException e) {
            deadLetter(found, failed(e).reason());
            return;
        }
        if (step.changed()) {
            Bytes state = step.state();
            subjects.put(key, state == null ? null : state.get());
        }
        meters.folded(step.folded());
        step.out().forEach(outgoing -> send(outgoing, found));
    }

    private static Intake.DeadLetter failed(RuntimeException e) {
        // Neither message nor cause: they may quote what somebody typed.
        LOG.atError()
                .addKeyValue("error", e.getClass().getName())
                .addKeyValue("at", e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0])
                .log("record cannot be processed");
        return new Intake.DeadLetter("failed");
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> found, String reason) {
        meters.deadLetter(reason);
        LOG.atWarn()
                .addKeyValue("partition", found.partition())
                .addKeyValue("offset", found.offset())
                .addKeyValue("reason", reason)
                .log("record goes to the dead letters");
        forward(Sink.DEAD_LETTERS, DeadLetters.of(found, SERVICE, reason), found);
    }

    private void send(Outgoing outgoing, ConsumerRecord<byte[], byte[]> cause) {
        forward(outgoing.sink(), outgoing.record(), cause);
    }

    /** The broker stamps what is written; the cause's time only has to be there. */
    private void forward(Sink sink, ProducerRecord<byte[], byte[]> record, ConsumerRecord<byte[], byte[]> cause) {
        present(context)
                .forward(
                        new Record<>(record.key(), record.value(), Math.max(0, cause.timestamp()), record.headers()),
                        sink.node());
    }

    private ConsumerRecord<byte[], byte[]> asFound(Record<byte[], byte[]> record) {
        RecordMetadata at = present(context)
                .recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a topic says where it lies"));
        return new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                at.offset(),
                record.timestamp(),
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static <T> T present(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not initialised");
        }
        return part;
    }
}
