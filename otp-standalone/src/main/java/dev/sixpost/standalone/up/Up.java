package dev.sixpost.standalone.up;

import dev.sixpost.embedded.Ports;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.standalone.Arguments;
import dev.sixpost.standalone.Failure;
import dev.sixpost.standalone.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;

/** The command {@code up}. */
public final class Up {
    /** The longest that a connection which ended keeps its port, and a little. */
    private static final Duration CLOSING = Duration.ofSeconds(65);

    private Up() {}

    /** Returns when the stack was stopped. Ctrl-C is how one ends it, so that the process then ends with 0. */
    public static boolean run(Terminal terminal, Map<String, String> environment, Arguments arguments)
            throws Exception {
        return run(terminal, environment, arguments, () -> 0);
    }

    /** The same where the exit status after being stopped is {@code status}. */
    public static boolean run(
            Terminal terminal, Map<String, String> environment, Arguments arguments, IntSupplier status)
            throws Exception {
        long begun = System.nanoTime();
        Environment env = Environment.of(environment);
        Layout layout = Layout.of(env, environment);
        env.check();
        Path path = Path.of(arguments.value("--data").orElse(".otp"));
        DataFolder data = DataFolder.open(path, arguments.flag("--fresh"));
        List<String> problems =
                PortCheck.problems(layout.ports(), port -> Ports.comesFree(port, CLOSING) || data.isOurs(port));
        if (!problems.isEmpty()) {
            data.close();
            throw new Failure(String.join("\n", problems));
        }
        Closing closing = new Closing();
        closing.then(data::close);
        CountDownLatch stopped = stopOnSignal(terminal, closing, status);
        try {
            terminal.say("Starting on " + data.path() + " …");
            Map<String, String> embedded = new Infrastructure(layout, data, closing).start();
            Services.start(ServiceVariables.of(environment, embedded, layout, data), closing);
        } catch (Exception e) {
            if (closing.isClosed()) {
                stopped.await();
            }
            closing.close();
            throw e;
        }
        Summary.lines(layout, data, environment, System.nanoTime() - begun).forEach(terminal::say);
        stopped.await();
        return true;
    }

    private static CountDownLatch stopOnSignal(Terminal terminal, Closing closing, IntSupplier status) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runnable stop = () -> {
            if (!closing.isClosed()) {
                terminal.say("Stopping …");
                closing.close();
                stopped.countDown();
                Runtime.getRuntime().halt(status.getAsInt());
            }
        };
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stop));
        return stopped;
    }
}
