package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Decision;
import dev.sixpost.issuer.decide.Position;
import dev.sixpost.issuer.store.RefusedGuess;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.schemas.OtpVerified;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The issuer without Kafka and PostgreSQL: what it reads in records, and what it writes of decisions. */
public final class IssuerCore {
    private final Intake intake;

    public IssuerCore(Entropy entropy) {
        this.intake = new Intake(entropy, new IssuerMeters(new SimpleMeterRegistry()));
    }

    /** What was polled, by kind. */
    public record Sorted(
            List<Ask> asks,
            List<OtpVerified> verified,
            List<RefusedGuess> refused,
            List<ProducerRecord<byte[], byte[]>> letters) {}

    /** What a batch says: openings first, the rest in one transaction. */
    public record Written(
            List<ProducerRecord<byte[], byte[]>> openings, List<ProducerRecord<byte[], byte[]>> announced) {}

    public Sorted sort(List<ConsumerRecord<byte[], byte[]>> found, Predicate<Position> published) {
        Batch batch = intake.sort(found, published);
        return new Sorted(batch.asks(), batch.verified(), batch.refused(), batch.letters());
    }

    public Written write(List<ConsumerRecord<byte[], byte[]>> found, Sorted sorted, List<Decision> decisions) {
        Outbox outbox = Outbox.of(decisions);
        List<ProducerRecord<byte[], byte[]>> announced = new ArrayList<>(outbox.announced());
        announced.addAll(sorted.letters());
        for (Decision conflict : outbox.conflicts()) {
            announced.add(intake.letter(recordOf(conflict, found), "id-conflict"));
        }
        return new Written(outbox.openings(), announced);
    }

    private static ConsumerRecord<byte[], byte[]> recordOf(
            Decision conflict, List<ConsumerRecord<byte[], byte[]>> found) {
        Position position = conflict.ask().position();
        return found.stream()
                .filter(one -> one.topic().equals(position.source().topic())
                        && one.partition() == position.partition()
                        && one.offset() == position.offset())
                .findFirst()
                .orElseThrow();
    }
}
