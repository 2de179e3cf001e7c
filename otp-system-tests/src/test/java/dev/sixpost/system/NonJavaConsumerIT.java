package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another language's client reads EmailVerified with its CloudEvents headers: kcat, over librdkafka. */
class NonJavaConsumerIT {
    private static final Path KCAT = Path.of("/usr/bin/kcat");

    @Test
    void kcatReadsEmailVerifiedWithItsHeaders(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(KCAT), "kcat is not installed");
        try (Stack stack = Stack.up(folder)) {
            Person hugo = new Person(stack, "demo", "hugo@example.com");
            hugo.ask("signup");
            assertThat(hugo.verify("signup", hugo.codeOfMail(1)).status()).isEqualTo(200);

            String line = firstLine(stack);

            assertThat(line)
                    .contains("ce_type=otp.EmailVerified.v1")
                    .contains("ce_specversion=1.0")
                    .contains("ce_id=")
                    .contains("content-type=application/json")
                    .contains("\"email\":\"hugo@example.com\"")
                    .contains("\"method\":\"code\"");
        }
    }

    private static String firstLine(Stack stack) throws IOException, InterruptedException {
        Process kcat = new ProcessBuilder(
                        KCAT.toString(),
                        "-C",
                        "-b",
                        stack.kafka(),
                        "-t",
                        "otp.email-verified",
                        "-o",
                        "beginning",
                        "-X",
                        "isolation.level=read_committed",
                        "-c",
                        "1",
                        "-f",
                        "%h %s\n")
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(kcat.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new String(kcat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            kcat.destroyForcibly();
        }
    }
}
