package dev.sixpost.standalone.up;

import dev.sixpost.gateway.GatewayService;
import dev.sixpost.issuer.IssuerService;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.kafka.Provisioning;
import dev.sixpost.kit.life.Service;
import dev.sixpost.kit.ops.Health;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.kit.ops.OpsRoute;
import dev.sixpost.kit.ops.OpsRoutes;
import dev.sixpost.mailer.MailerService;
import dev.sixpost.schemas.Topic;
import dev.sixpost.verifier.VerifierService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The four services in one process, with one set of operators' routes on the gateway's port. */
final class Services {
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);

    private static final long PATIENCE_SECONDS = 150;
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private Services() {}

    /** At work when this returns. */
    static void start(Map<String, String> variables, Closing closing) throws Exception {
        Environment env = Environment.of(variables);
        Metrics metrics = Metrics.start();
        closing.then(metrics::close);
        GatewayService gateway = GatewayService.wire(env, metrics);
        List<Service> behind = List.of(
                IssuerService.wire(env, metrics), VerifierService.wire(env, metrics), MailerService.wire(env, metrics));
        KafkaClients clients = KafkaClients.from(env);
        env.check();

        Provisioning.ensure(clients, Topic.ALL);
        DemoApplication.ensure(clients);
        List<Service> all = new ArrayList<>(behind);
        all.add(gateway);
        Health health = health(all);
        gateway.mount(new OpsRoutes(health, metrics, routes(all)));
        closing.then(() -> stop(behind));
        closing.then(() -> stop(List.of(gateway)));
        Side.bySide(
                "start-", PATIENCE_SECONDS, all.stream().map(Services::starting).toList());
        awaitReady(health, closing);
    }

    private static Health health(List<Service> services) {
        Health health = new Health();
        services.forEach(service -> health.part(service.name(), service.health()));
        return health;
    }

    private static List<OpsRoute> routes(List<Service> services) {
        return services.stream()
                .flatMap(service -> service.opsRoutes().stream())
                .toList();
    }

    private static Callable<String> starting(Service service) {
        return () -> {
            service.start();
            LOG.atInfo().addKeyValue("service", service.name()).log("service started");
            return service.name();
        };
    }

    private static void stop(List<Service> services) {
        try {
            Side.bySide(
                    "stop-",
                    PATIENCE_SECONDS,
                    services.stream().map(Services::stopping).toList());
        } catch (Exception e) {
            LOG.atError().setCause(e).log("a service did not stop as it should");
        }
    }

    private static Callable<String> stopping(Service service) {
        return () -> {
            service.close();
            return service.name();
        };
    }

    /** Not being ready in time is told and no reason to give up: what is missing may yet come. */
    private static void awaitReady(Health health, Closing closing) {
        long end = System.nanoTime() + READY.toNanos();
        while (!health.readyTroubles().isEmpty() && !closing.isClosed()) {
            if (System.nanoTime() - end > 0) {
                LOG.atWarn().addKeyValue("troubles", health.readyTroubles()).log("not everything is ready yet");
                return;
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }
}
