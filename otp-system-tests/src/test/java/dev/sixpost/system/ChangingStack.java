package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A stack whose applications change while it runs; it has a second relay, which refuses everybody. */
final class ChangingStack implements AutoCloseable {
    static final String CODE = "042137";
    private static final String TOKEN = "a-token-of-operators";
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int TEST_ADDRESSES = 50;

    private final AtomicInteger applications = new AtomicInteger();
    private final AtomicInteger people = new AtomicInteger();
    private final RefusingServer refusing;
    final Administrator administrator;
    final Stack stack;
    final Topics topics;

    /** What somebody who was never there before sees. */
    @FunctionalInterface
    interface Look {
        String at(Person somebody) throws IOException;
    }

    ChangingStack(Path folder) throws IOException {
        refusing = new RefusingServer();
        stack = Stack.up(
                folder,
                Map.of(
                        "OTP_ADMIN_TOKEN",
                        TOKEN,
                        "SMTP_REFUSING_HOST",
                        "127.0.0.1",
                        "SMTP_REFUSING_PORT",
                        "" + refusing.port(),
                        "SMTP_REFUSING_SECURITY",
                        "none"));
        topics = new Topics(stack.kafka());
        administrator = new Administrator(stack, TOKEN);
    }

    /**
     * Whoever looks a second after the change, or later, sees what comes of it.
     *
     * @param from settings in YAML before; null for none but the name
     * @param email of whoever looks, with a hole for a number
     */
    void assertChange(@Nullable String from, String to, String email, Look look, String before, String after)
            throws IOException {
        String id = "changing" + applications.incrementAndGet();
        administrator.apply(id, "name: Changing\n" + (from == null ? "" : from));
        assertThat(look.at(somebody(id, email))).as("before").isEqualTo(before);
        administrator.apply(id, (to.startsWith("name:") ? "" : "name: Changing\n") + to);
        long changed = System.nanoTime();
        boolean late;
        String seen;
        do {
            late = System.nanoTime() - changed > SOON.toNanos();
            seen = look.at(somebody(id, email));
        } while (!seen.equals(after) && !late);
        assertThat(seen).as("after").isEqualTo(after);
    }

    private Person somebody(String application, String email) {
        return new Person(stack, application, email.formatted(people.incrementAndGet()));
    }

    /** A setting by which whoever looks next has a fixed code. */
    String testAddresses(String email) {
        Instant until = Instant.now().plus(Duration.ofDays(1));
        StringBuilder all = new StringBuilder("\ntestAddresses:\n");
        for (int i = 1; i <= TEST_ADDRESSES; i++) {
            String address = email.formatted(people.get() + i);
            all.append("- {email: %s, code: \"%s\", until: \"%s\"}\n".formatted(address, CODE, until));
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        topics.close();
        stack.close();
        refusing.close();
    }
}
