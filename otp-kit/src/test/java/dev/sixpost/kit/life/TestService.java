package dev.sixpost.kit.life;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.ops.Health;
import dev.sixpost.kit.ops.Metrics;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that does nothing, as a process of its own: what it is told to do wrong comes in its environment. */
final class TestService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(TestService.class);

    private final String behaviour;
    private @Nullable Loop loop;

    private TestService(String behaviour) {
        this.behaviour = behaviour;
    }

    public static void main(String[] args) {
        ServiceMain.run(args, TestService::wire);
    }

    static TestService wire(Environment env, Metrics metrics) {
        env.number("SMTP_PORT", 465, 1, 65_535);
        String behaviour = env.text("BEHAVIOUR", "good");
        if (behaviour.equals("trips")) {
            env.problem("BEHAVIOUR", "trips the wiring");
            throw new IllegalStateException("tripped");
        }
        return new TestService(behaviour);
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public void start() {
        if (behaviour.equals("unavailable")) {
            throw new StartException("Kafka has not answered; check KAFKA_BOOTSTRAP_SERVERS");
        }
        if (behaviour.equals("broken")) {
            throw new IllegalStateException("canary@example.com is broken");
        }
        loop = Loop.start("test-loop", new Waiting());
    }

    @Override
    public Health health() {
        return new Health().ready("loop", () -> loop == null ? Optional.of("not started") : loop.trouble());
    }

    @Override
    public void close() {
        if (behaviour.equals("hangs")) {
            Waiting.forever();
        }
        if (loop != null) {
            loop.close();
        }
        LOG.info("everything in flight is finished");
    }
}
