package dev.sixpost.kit.life;

import dev.sixpost.kit.config.ConfigurationException;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.kit.ops.OpsRoutes;
import dev.sixpost.kit.ops.OpsServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service with its operators' port. Closing is safe at any time, and more than once. */
final class Running implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    /** Of the 25 s that whoever stops a service has to grant it. */
    private static final Duration PATIENCE = Duration.ofSeconds(24);

    private final Service service;
    private final Metrics metrics;
    private final OpsServer ops;

    private Running(Service service, Metrics metrics, OpsServer ops) {
        this.service = service;
        this.metrics = metrics;
        this.ops = ops;
    }

    /** Wires, reports every problem of the configuration at once, and opens the operators' port; starts nothing else. */
    static Running wire(Environment env, Wiring wiring) throws ConfigurationException {
        InetSocketAddress address = OpsServer.address(env);
        Metrics metrics = Metrics.start();
        Service service;
        try {
            service = wiring.wire(env, metrics);
        } catch (RuntimeException e) {
            // Wiring may trip over a value it has just reported as wrong: the report says more.
            env.check();
            throw e;
        }
        env.check();
        OpsServer ops = OpsServer.start(address, new OpsRoutes(service.health(), metrics, service.opsRoutes()));
        return new Running(service, metrics, ops);
    }

    void start() throws Exception {
        service.start();
        LOG.atInfo()
                .addKeyValue("service", service.name())
                .addKeyValue("ops", ops.port())
                .log("service started");
    }

    @Override
    public void close() {
        Thread closing = Thread.ofPlatform().name("close").daemon().start(this::closeAll);
        try {
            if (!closing.join(PATIENCE)) {
                LOG.atError().addKeyValue("service", service.name()).log("service does not end in time and is left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() {
        try {
            service.close();
            LOG.atInfo().addKeyValue("service", service.name()).log("service stopped");
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("service", service.name()).setCause(e).log("service stopped with an error");
        }
        ops.close();
        metrics.close();
    }
}
