package dev.sixpost.kit.life;

import dev.sixpost.kit.config.ConfigurationException;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.log.Addresses;
import dev.sixpost.kit.log.Logging;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole life of a service process. It ends with 78 where its configuration is wrong, having said what is, all of it;
 * with 69 where what it needs does not answer; with 70 where it cannot start otherwise. SIGTERM ends it in order, within 25
 * s.
 */
public final class ServiceMain {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);

    private static final int UNAVAILABLE = 69;
    private static final int SOFTWARE = 70;
    private static final int MISCONFIGURED = 78;

    private ServiceMain() {}

    public static void run(String[] args, Wiring wiring) {
        Logging.install();
        try {
            if (args.length > 0) {
                throw new ConfigurationException(List.of("arguments are not taken, only environment variables"));
            }
            Running running = Running.wire(Environment.of(System.getenv()), wiring);
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(running::close));
            running.start();
        } catch (ConfigurationException e) {
            tell(e.problems());
            System.exit(MISCONFIGURED);
        } catch (StartException e) {
            tell(List.of(String.valueOf(e.getMessage())));
            System.exit(UNAVAILABLE);
        } catch (Exception e) {
            LOG.atError().setCause(e).log("service cannot start");
            tell(List.of("cannot start: " + e.getClass().getSimpleName() + ", see the log"));
            System.exit(SOFTWARE);
        }
    }

    /** To whoever started the process; everything else is told to the log. */
    private static void tell(List<String> lines) {
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        for (String line : lines) {
            err.println(Addresses.mask(line));
        }
    }
}
