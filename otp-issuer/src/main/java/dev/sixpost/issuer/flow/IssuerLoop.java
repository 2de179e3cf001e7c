package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.store.Postgres;
import dev.sixpost.issuer.store.Progress;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.life.Loop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls and hands over, batch by batch. Where the database is away, or a transaction was aborted, the positions go back
 * and the same records come again; where the clients are of no more use, or another instance took over, they are made
 * anew.
 */
public final class IssuerLoop implements Loop.Body {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerLoop.class);

    /** How long the database may be away before an idle issuer says so. */
    private static final Duration UNHEARD = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final String instance;
    private final Postgres postgres;
    private final BrokerClock clock;
    private final Gathering gathering;
    private final AnswerBatch answerBatch;
    private boolean migrated;
    private long databaseHeardNanos;
    private volatile @Nullable Session session;
    private volatile boolean joined;

    IssuerLoop(KafkaClients clients, String instance, Postgres postgres, BrokerClock clock, AnswerBatch answerBatch) {
        this.clients = clients;
        this.instance = instance;
        this.postgres = postgres;
        this.clock = clock;
        this.gathering = new Gathering(clock);
        this.answerBatch = answerBatch;
    }

    @Override
    public void once() throws Exception {
        if (!migrated) {
            postgres.migrate();
            migrated = true;
            databaseHeardNanos = System.nanoTime();
        }
        Session current = session;
        if (current == null) {
            current = Session.open(clients, instance, clock, new Progress(postgres));
            session = current;
        }
        try {
            pass(current);
        } catch (WakeupException e) {
            current.positionsAreAhead();
        } catch (NotPublishedException e) {
            if (!e.aborted()) {
                renew(current);
            }
            throw e;
        } catch (KafkaException e) {
            renew(current);
            throw e;
        }
    }

    /** Whether it has once found the database and been a member of the group. */
    boolean hasJoined() {
        return joined;
    }

    @Override
    public Duration patience() {
        return migrated ? Loop.Body.super.patience() : Postgres.LONGEST_MIGRATION;
    }

    private void pass(Session current) throws InterruptedException, ExecutionException, TimeoutException {
        current.settle();
        List<ConsumerRecord<byte[], byte[]>> found = gathering.next(current);
        if (current.consumer().groupMetadata().generationId() >= 0) {
            joined = true;
        }
        if (found.isEmpty()) {
            askDatabaseNowAndThen();
            return;
        }
        current.recogniseTopics(found);
        answerBatch.answer(found, current);
        current.answered();
        databaseHeardNanos = System.nanoTime();
    }

    /** While nothing is asked for, nothing else would say that the database is away. */
    private void askDatabaseNowAndThen() {
        if (System.nanoTime() - databaseHeardNanos >= UNHEARD.toNanos()) {
            postgres.requireAnswer();
            databaseHeardNanos = System.nanoTime();
        }
    }

    private void renew(Session broken) {
        session = null;
        broken.close();
    }

    @Override
    public void wake() {
        Session current = session;
        if (current != null) {
            current.consumer().wakeup();
        }
    }

    @Override
    public void stopped() {
        Session current = session;
        if (current != null) {
            session = null;
            try {
                current.published().noteNow();
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("how far Kafka's commits have come is noted at the next start");
            }
            current.leave();
        }
    }
}
