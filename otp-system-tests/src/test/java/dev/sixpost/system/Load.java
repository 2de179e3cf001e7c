package dev.sixpost.system;

import dev.sixpost.schemas.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People who ask and verify side by side, and repeat with the same Idempotency-Key whatever is neither a success nor a
 * refusal, as the contract tells clients to. What they were told is the client's half of a {@link History}.
 */
final class Load implements AutoCloseable {
    static final int SIDE_BY_SIDE = 16;
    private static final Duration PERSISTENCE = Duration.ofMinutes(3);

    private final Stack stack;
    private final String run;
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(SIDE_BY_SIDE);
    private final AtomicInteger next = new AtomicInteger();
    final Set<String> accepted = ConcurrentHashMap.newKeySet();
    final Set<String> verified = ConcurrentHashMap.newKeySet();
    final Set<String> failures = ConcurrentHashMap.newKeySet();

    Load(Stack stack, String run) {
        this.stack = stack;
        this.run = run;
    }

    /** Lets people come for as long as {@code meanwhile} takes; returns when the last of them is through. */
    void during(ThrowingRunnable meanwhile) throws Exception {
        Thread door = Thread.ofPlatform().name("load-door").start(this::admit);
        try {
            meanwhile.run();
        } finally {
            door.interrupt();
            door.join();
        }
        people.shutdown();
        if (!people.awaitTermination(PERSISTENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("not everybody is through within " + PERSISTENCE);
        }
    }

    int count() {
        return next.get();
    }

    private void admit() {
        try {
            while (true) {
                room.acquire();
                people.execute(this::onePerson);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onePerson() {
        String name = run + "-" + next.incrementAndGet();
        try {
            Person person = new Person(stack, "demo", name + "@example.com");
            Http.Answer asked = persist(() -> person.ask("signup", name), 201);
            accepted.add(asked.text("id"));
            String code = person.codeOfMail(1);
            Http.Answer done = persist(() -> person.verify("signup", code, name), 200);
            verified.add(challengeOf(done));
        } catch (RuntimeException | AssertionError e) {
            failures.add(name + ": " + e);
        } finally {
            room.release();
        }
    }

    /** The token's jti is the challenge. */
    private static String challengeOf(Http.Answer verified) {
        String claims = verified.text("token").replaceFirst("^[^.]*\\.", "").replaceFirst("\\..*$", "");
        return Json.LENIENT
                .readTree(Base64.getUrlDecoder().decode(claims))
                .path("jti")
                .asString("");
    }

    private static Http.Answer persist(Attempt attempt, int success) {
        long end = System.nanoTime() + PERSISTENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<Http.Answer> answer = tryOnce(attempt);
            if (answer.isPresent() && answer.get().status() == success) {
                return answer.get();
            }
            if (answer.isPresent()
                    && answer.get().status() != 202
                    && answer.get().status() != 503) {
                throw new AssertionError(
                        "refused: " + answer.get().status() + " " + answer.get().text("type"));
            }
            Http.pause();
        }
        throw new AssertionError("no success within " + PERSISTENCE);
    }

    private static Optional<Http.Answer> tryOnce(Attempt attempt) {
        try {
            return Optional.of(attempt.run());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        people.shutdownNow();
    }

    interface Attempt {
        Http.Answer run() throws IOException;
    }

    interface ThrowingRunnable {
        void run() throws Exception;
    }
}
