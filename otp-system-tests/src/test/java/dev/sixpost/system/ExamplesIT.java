package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The examples do what they say: a sign-up upstream, a verified address downstream, the proof in a backend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {
    private static final Path EXAMPLES = Stack.ROOT.resolve("examples");

    private Path folder;
    private Stack stack;
    private Topics topics;

    @BeforeAll
    void up(@TempDir Path temporary) {
        folder = temporary;
        stack = Stack.up(folder.resolve("stack"));
        topics = new Topics(stack.kafka());
    }

    @AfterAll
    void down() {
        topics.close();
        stack.close();
    }

    private String issuer() {
        return "http://localhost:" + stack.gateway().getPort();
    }

    private String verifiedToken(Person person) throws IOException {
        assertThat(person.ask("signup").status()).isEqualTo(201);
        Http.Answer verified = person.verify("signup", person.codeOfMail(1));
        assertThat(verified.status()).as(verified.raw().body()).isEqualTo(200);
        return verified.text("token");
    }

    /** From the record of the upstream service to the proof that carries what it said. */
    private void assertSignedUp(String email) throws IOException {
        Envelope<?> found = topics.awaitEvent(
                Topic.SIGNUPS, SignupRequested.class, event -> event.email().equals(email));
        SignupRequested signUp = (SignupRequested) found.event();
        assertThat(signUp.application()).isEqualTo("demo");
        assertThat(signUp.attributes()).containsEntry("userType", "student");
        Person person = new Person(stack, "demo", email);
        assertThat(person.verify("signup", person.codeOfMail(1)).status()).isEqualTo(200);
        EmailVerified proof = (EmailVerified) topics.awaitEvent(
                        Topic.EMAIL_VERIFIED,
                        EmailVerified.class,
                        event -> event.email().equals(email))
                .event();
        assertThat(proof.attributes()).containsEntry("userType", "student").containsKey("name");
    }

    @Test
    void inJava() throws Exception {
        Person kim = new Person(stack, "demo", "kim@example.com");
        try (Program upstream = java("upstream/SignUp.java", "demo", "kay@example.com", "Kay");
                Program downstream = java("downstream/OnEmailVerified.java", "example-java")) {
            assertThat(upstream.finished()).contains("signed up: kay@example.com");
            assertSignedUp("kay@example.com");
            try (Program backend = java("backend/CheckProof.java", issuer(), "demo", "signup", verifiedToken(kim))) {
                assertThat(backend.finished()).contains("proven: " + kim.email());
            }
            assertThat(downstream.printed(kim.email())).contains("verified: ");
        }
    }

    @Test
    void inNode() throws Exception {
        Path installed = installed();
        Person ludo = new Person(stack, "demo", "ludo@example.com");
        try (Program upstream = node(installed, "upstream/signup.mjs", "demo", "lou@example.com", "Lou");
                Program downstream = node(installed, "downstream/email-verified.mjs", "example-node")) {
            assertThat(upstream.finished()).contains("signed up: lou@example.com");
            assertSignedUp("lou@example.com");
            try (Program backend =
                    node(installed, "backend/check-proof.mjs", issuer(), "demo", "signup", verifiedToken(ludo))) {
                assertThat(backend.finished()).contains("proven: " + ludo.email());
            }
            assertThat(downstream.printed(ludo.email())).contains("verified: ");
        }
    }

    private Program java(String file, String... arguments) {
        return Program.java(file, output(file), stack.kafka(), arguments);
    }

    private Program node(Path installed, String file, String... arguments) {
        return Program.node(installed, file, output(file), stack.kafka(), arguments);
    }

    private Path output(String file) {
        return folder.resolve(file.replace('/', '-') + ".out");
    }

    /** A copy with its packages, where Node is there and they can be had; else the test is skipped and says so. */
    private Path installed() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("examples"));
        for (String name : List.of("package.json", "package-lock.json")) {
            Files.copy(EXAMPLES.resolve(name), copy.resolve(name));
        }
        for (String name : List.of("upstream/signup.mjs", "downstream/email-verified.mjs", "backend/check-proof.mjs")) {
            Files.createDirectories(copy.resolve(name).getParent());
            Files.copy(EXAMPLES.resolve(name), copy.resolve(name));
        }
        Assumptions.assumeTrue(
                succeeds(copy, "node", "--version") && succeeds(copy, "npm", "ci", "--no-audit", "--no-fund"),
                "Node is not installed, or its packages cannot be had");
        return copy;
    }

    private static boolean succeeds(Path folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
