package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.decide.Source;
import dev.sixpost.issuer.store.Progress;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * A membership in the group with the producers that belong to it, from joining until something breaks it. The name of the
 * instance is also that of its transactions: what a predecessor left open ends when the successor begins. For one thread.
 */
final class Session implements AutoCloseable {
    private static final List<String> TOPICS =
            List.of(Topic.REQUESTS.name(), Topic.SIGNUPS.name(), Topic.RESULTS.name(), Topic.DELIVERIES.name());
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final KafkaClients clients;
    private final Consumer<byte[], byte[]> consumer;
    private final Openings openings;
    private final Producer<byte[], byte[]> transactions;
    private final Publisher publisher;
    private final Published published;
    private final Unhurried unhurried = new Unhurried();
    private final Owed owed = new Owed();
    private final Set<TopicPartition> newlyAssigned = new HashSet<>();
    private boolean positionsAreAhead;
    private boolean assignmentChanged;
    private boolean rereading;

    private Session(KafkaClients clients, String instance, BrokerClock clock, Published published) {
        this.clients = clients;
        this.published = published;
        this.consumer = clients.groupConsumer(Issuing.GROUP, instance);
        this.openings = new Openings(() -> clients.producer(Issuing.GROUP + "-openings"), Publisher.ACKNOWLEDGED);
        this.transactions = clients.transactionalProducer(Issuing.TRANSACTIONS + instance);
        this.publisher = new Publisher(openings, transactions, clock);
    }

    static Session open(KafkaClients clients, String instance, BrokerClock clock, Progress progress)
            throws InterruptedException, ExecutionException, TimeoutException {
        Session session = new Session(clients, instance, clock, new Published(progress, topicIds(clients)));
        try {
            session.transactions.initTransactions();
            session.learnTheTime(clock);
            session.consumer.subscribe(TOPICS, session.new Rebalance());
            return session;
        } catch (InterruptedException | ExecutionException | TimeoutException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    Consumer<byte[], byte[]> consumer() {
        return consumer;
    }

    Publisher publisher() {
        return publisher;
    }

    Published published() {
        return published;
    }

    Unhurried unhurried() {
        return unhurried;
    }

    Owed owed() {
        return owed;
    }

    /** Positions are past records that were not answered; nothing is polled before they are back. */
    void positionsAreAhead() {
        positionsAreAhead = true;
    }

    /** What was polled last is answered, or in hand. */
    void answered() {
        positionsAreAhead = false;
    }

    /** Before each poll: goes back to what is committed, where something went wrong since the last one. */
    void settle() {
        if (positionsAreAhead) {
            unhurried.clear();
            owed.clear();
            Set<TopicPartition> assigned = consumer.assignment();
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(assigned, ANSWER);
            for (TopicPartition partition : assigned) {
                OffsetAndMetadata offset = committed.get(partition);
                if (offset == null) {
                    consumer.seekToBeginning(List.of(partition));
                } else {
                    consumer.seek(partition, offset);
                }
            }
            positionsAreAhead = false;
        } else if (owed.isDue(System.nanoTime())) {
            pay();
        }
    }

    /** Without waiting: where it fails, the same is read and done again one day. */
    private void pay() {
        consumer.commitAsync(owed.and(Map.of()), null);
        owed.clear();
    }

    /** After a poll, before its records are looked at. */
    void learnWhatIsPublished() {
        assignmentChanged = false;
        if (!newlyAssigned.isEmpty()) {
            published.assigned(consumer.committed(Set.copyOf(newlyAssigned), ANSWER));
            newlyAssigned.clear();
        }
    }

    /** Records from where the group was already: it was set back, or the topic is another one of the same name. */
    void recogniseTopics(List<ConsumerRecord<byte[], byte[]>> found)
            throws InterruptedException, ExecutionException, TimeoutException {
        boolean again = found.stream().anyMatch(one -> published.contains(one.topic(), one.partition(), one.offset()));
        if (again && !rereading) {
            published.identify(topicIds(clients));
        }
        rereading = again;
    }

    /** Whether partitions came or went since {@link #learnWhatIsPublished}. */
    boolean assignmentChanged() {
        return assignmentChanged;
    }

    /** A record nobody will ever read tells what time it is at the broker; requests are dated by it. */
    private void learnTheTime(BrokerClock clock) throws InterruptedException, ExecutionException, TimeoutException {
        if (clock.learned()) {
            return;
        }
        transactions.beginTransaction();
        Future<RecordMetadata> sent = transactions.send(new ProducerRecord<>(Topic.EMAILS.name(), null, null));
        transactions.flush();
        clock.acknowledged(sent.get(ANSWER.toSeconds(), TimeUnit.SECONDS).timestamp());
        transactions.abortTransaction();
    }

    private static Map<String, String> topicIds(KafkaClients clients)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> names = Arrays.stream(Source.values()).map(Source::topic).toList();
        try (Admin admin = clients.admin(Issuing.GROUP)) {
            KafkaFuture<Map<String, TopicDescription>> described =
                    admin.describeTopics(names).allTopicNames();
            Map<String, String> ids = new HashMap<>();
            described
                    .get(ANSWER.toSeconds(), TimeUnit.SECONDS)
                    .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
            return ids;
        }
    }

    /** Leaves the group, so that others take over at once. */
    void leave() {
        try {
            pay();
        } finally {
            close(GroupMembershipOperation.LEAVE_GROUP);
        }
    }

    /** Stays a member, for the session that follows. */
    @Override
    public void close() {
        close(GroupMembershipOperation.DEFAULT);
    }

    private void close(GroupMembershipOperation membership) {
        consumer.close(CloseOptions.timeout(LAST_WORDS).withGroupMembershipOperation(membership));
        transactions.close(LAST_WORDS);
        openings.close();
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            assignmentChanged = true;
            newlyAssigned.removeAll(partitions);
            owed.drop(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assignmentChanged = true;
            newlyAssigned.addAll(partitions);
        }
    }
}
