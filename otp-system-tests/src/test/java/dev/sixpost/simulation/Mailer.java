package dev.sixpost.simulation;

import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.mailer.MailerCore;
import dev.sixpost.mailer.MailerCore.Task;
import dev.sixpost.mailer.smtp.Verdict;
import dev.sixpost.schemas.Topic;
import dev.sixpost.simulation.ShareQueue.Held;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A mailer worker: take, plan, send, say what came of it, acknowledge. */
final class Mailer extends Actor {
    private final MailerCore core = new MailerCore(World::application, World.KEYS);
    private final Map<String, Object> memory = new HashMap<>();
    private BrokerClock clock;

    /** A restarted worker is another member: what it held stays locked until its session or lock is over. */
    private int incarnation;

    Mailer(String name, World world) {
        super(name, world);
        this.clock = world.clock();
    }

    @Override
    void begin() {
        world.queue.acquire(member()).ifPresent(held -> {
            clock.observe(held.task.found().timestamp());
            if (world.is(Fault.ACKNOWLEDGED_BEFORE_SENT)) {
                world.queue.acknowledge(held, member());
            }
            then("plans " + held.task.request().requestId(), () -> plan(held));
        });
    }

    private void plan(Held held) {
        Object known = memory.get(tryOf(held.task));
        if (known != null) {
            say(held, known);
            return;
        }
        boolean last = held.deliveries >= ShareQueue.DELIVERY_LIMIT - 1;
        core.concludedBefore(held.task, last, timeForExpiry())
                .ifPresentOrElse(conclusion -> conclude(held, conclusion), () -> then("sends", () -> send(held)));
    }

    private void send(Held held) {
        Task task = held.task;
        boolean alive = timeForExpiry().isBefore(task.request().expiresAt());
        Verdict verdict = alive ? world.relay.take(task, core.code(task.request())) : new Verdict.TooLate();
        conclude(held, MailerCore.concluded(task, verdict, clock.now()));
    }

    private void conclude(Held held, Object conclusion) {
        memory.put(tryOf(held.task), conclusion);
        say(held, conclusion);
    }

    private void say(Held held, Object conclusion) {
        for (ProducerRecord<byte[], byte[]> said : core.records(held.task, conclusion, clock.now())) {
            boolean twice = said.topic().equals(Topic.EMAILS_DELAYED.name()) && world.is(Fault.DELAYED_TWICE);
            for (int i = 0; i < (twice ? 2 : 1); i++) {
                then("says on " + said.topic(), () -> world.broker.append(said, null));
            }
        }
        then("acknowledges", () -> world.queue.acknowledge(held, member()));
    }

    private Instant timeForExpiry() {
        return world.is(Fault.MAIL_AFTER_EXPIRY) ? Instant.EPOCH : clock.now();
    }

    private static String tryOf(Task task) {
        return task.eventId() + "#" + task.attempt();
    }

    @Override
    void interrupted() {
        // Nothing it asks can be away: what it holds stays locked until it says so.
    }

    @Override
    void forget() {
        memory.clear();
        incarnation++;
        clock = world.clock();
    }

    private String member() {
        return name + "/" + incarnation;
    }

    @Override
    void heartbeat() {
        world.queue.renew(member());
    }
}
