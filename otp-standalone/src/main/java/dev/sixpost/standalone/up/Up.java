package dev.sixpost.standalone.up;

import dev.sixpost.embedded.Ports;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.standalone.Arguments;
import dev.sixpost.standalone.Failure;
import dev.sixpost.standalone.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** The command {@code up}. */
public final class Up {
    /** The longest that a connection which ended keeps its port, and a little. */
    private static final Duration CLOSING = Duration.ofSeconds(65);

    private Up() {}

    /** Returns when the stack was stopped. */
    public static boolean run(Terminal terminal, Map<String, String> environment, Arguments arguments)
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
        CountDownLatch stopped = stopOnSignal(terminal, closing);
        try {
            terminal.say("Starting on " + data.path() + " …");
            Map<String, String> variables = variables(environment, layout, data);
            variables.putAll(new Infrastructure(layout, data, closing).start());
            Services.start(variables, closing);
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

    /** Ctrl-C is how one ends it, so that it ends with 0. */
    private static CountDownLatch stopOnSignal(Terminal terminal, Closing closing) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runnable stop = () -> {
            if (!closing.isClosed()) {
                terminal.say("Stopping …");
                closing.close();
                stopped.countDown();
                Runtime.getRuntime().halt(0);
            }
        };
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stop));
        return stopped;
    }

    /** What services read where nobody set it. */
    private static Map<String, String> variables(Map<String, String> environment, Layout layout, DataFolder data) {
        Map<String, String> variables = new HashMap<>(environment);
        unlessSet(variables, "OTP_DATA", () -> data.state().toString());
        unlessSet(variables, "OTP_PUBLIC_URL", () -> "http://localhost:" + layout.port("OTP_HTTP_PORT"));
        unlessSet(variables, "OTP_KEYS", data::keys);
        unlessSet(variables, "OTP_ADMIN_TOKEN", data::adminToken);
        unlessSet(variables, "SMTP_FROM_NAME", () -> "Sixpost");
        unlessSet(variables, "SMTP_FROM_EMAIL", () -> "codes@sixpost.example");
        return variables;
    }

    private static void unlessSet(Map<String, String> variables, String name, Supplier<String> value) {
        if (variables.getOrDefault(name, "").isBlank()
                && variables.getOrDefault(name + "_FILE", "").isBlank()) {
            variables.put(name, value.get());
        }
    }
}
