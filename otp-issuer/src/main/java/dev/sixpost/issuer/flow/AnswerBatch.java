package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Circumstances;
import dev.sixpost.issuer.decide.Decision;
import dev.sixpost.issuer.decide.Decisions;
import dev.sixpost.issuer.store.Ledger;
import dev.sixpost.issuer.store.UnprocessableException;
import dev.sixpost.issuer.store.Work;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.DeadLetters;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's hop: takes what was polled, decides and remembers it in one database transaction, then says so in one Kafka
 * transaction. Between the two commits everything can be done again; after the second nothing is.
 */
final class AnswerBatch {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerBatch.class);

    private final Intake intake;
    private final SettingsOf settings;
    private final Ledger ledger;
    private final Keys keys;
    private final BrokerClock clock;
    private final IssuerMeters meters;

    AnswerBatch(Intake intake, SettingsOf settings, Ledger ledger, Keys keys, BrokerClock clock, IssuerMeters meters) {
        this.intake = intake;
        this.settings = settings;
        this.ledger = ledger;
        this.keys = keys;
        this.clock = clock;
        this.meters = meters;
    }

    /** Returns once all of it is answered; a record nobody can process is found by halves, and ends as a dead letter. */
    void answer(List<ConsumerRecord<byte[], byte[]>> found, Session session) {
        try {
            Batch batch = intake.sort(found, session.published()::contains);
            publish(found, batch, decide(batch, session), session);
        } catch (UnprocessableException e) {
            if (found.size() > 1) {
                int half = found.size() / 2;
                answer(found.subList(0, half), session);
                answer(found.subList(half, found.size()), session);
            } else {
                bury(found.getFirst(), e, session);
            }
        }
    }

    private List<Decision> decide(Batch batch, Session session) {
        Set<String> applications =
                batch.asks().stream().map(ask -> ask.wanted().application()).collect(Collectors.toSet());
        var found = settings.find(applications, session.consumer());
        Circumstances circumstances = new Circumstances(
                clock.now().truncatedTo(ChronoUnit.MILLIS), keys.current().id(), found);
        Work work = new Work(
                batch.asks(),
                batch.verified(),
                batch.refused(),
                batch.deliveries(),
                session.published().notNoted());
        Decisions decisions = meters.decide().record(() -> ledger.decide(work, circumstances));
        session.published().noted();
        return decisions.inOrder();
    }

    private void publish(
            List<ConsumerRecord<byte[], byte[]>> found, Batch batch, List<Decision> decisions, Session session) {
        if (batch.asks().isEmpty() && batch.letters().isEmpty()) {
            session.owed().add(consumed(found), System.nanoTime());
            return;
        }
        Outbox outbox = written(decisions);
        List<ProducerRecord<byte[], byte[]>> announced = new ArrayList<>(outbox.announced());
        announced.addAll(batch.letters());
        for (Decision conflict : outbox.conflicts()) {
            announced.add(intake.letter(record(found, conflict.ask()), "id-conflict"));
        }
        commit(outbox.openings(), announced, found, session);
        meters.answered(decisions);
    }

    private static Outbox written(List<Decision> decisions) {
        try {
            return Outbox.of(decisions);
        } catch (RuntimeException e) {
            throw new UnprocessableException(e);
        }
    }

    private void bury(ConsumerRecord<byte[], byte[]> found, UnprocessableException e, Session session) {
        LOG.atError()
                .addKeyValue("topic", found.topic())
                .addKeyValue("partition", found.partition())
                .addKeyValue("offset", found.offset())
                .setCause(e.getCause())
                .log("record cannot be processed and goes to the dead letters");
        commit(List.of(), List.of(intake.letter(found, "unprocessable")), List.of(found), session);
    }

    private void commit(
            List<ProducerRecord<byte[], byte[]>> openings,
            List<ProducerRecord<byte[], byte[]>> announced,
            List<ConsumerRecord<byte[], byte[]>> found,
            Session session) {
        Map<TopicPartition, OffsetAndMetadata> consumed = session.owed().and(consumed(found));
        meters.publish()
                .record(() -> session.publisher()
                        .publish(
                                openings,
                                announced,
                                consumed,
                                session.consumer().groupMetadata()));
        session.owed().clear();
        session.published().advance(consumed);
        announced.forEach(told -> DeadLetters.reason(told).ifPresent(meters::deadLetter));
    }

    private static Map<TopicPartition, OffsetAndMetadata> consumed(List<ConsumerRecord<byte[], byte[]>> found) {
        Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> one : found) {
            consumed.put(new TopicPartition(one.topic(), one.partition()), new OffsetAndMetadata(one.offset() + 1));
        }
        return consumed;
    }

    private static ConsumerRecord<byte[], byte[]> record(List<ConsumerRecord<byte[], byte[]>> found, Ask ask) {
        return found.stream()
                .filter(one -> one.topic().equals(ask.position().source().topic())
                        && one.partition() == ask.position().partition()
                        && one.offset() == ask.position().offset())
                .findFirst()
                .orElseThrow();
    }
}
