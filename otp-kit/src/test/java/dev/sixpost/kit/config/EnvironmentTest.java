package dev.sixpost.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentTest {
    private static final String SECRET = "correct-horse-battery";

    @TempDir
    Path dir;

    @Test
    void whatIsNotSetHasItsFallback() {
        Environment env = Environment.of(Map.of("OTP_PUBLIC_URL", "  "));

        assertThat(env.text("OTP_PUBLIC_URL", "http://localhost")).isEqualTo("http://localhost");
        assertThat(env.number("OTP_OPS_PORT", 8081, 0, 65_535)).isEqualTo(8081);
        assertThat(env.duration("A", Duration.ofSeconds(3), Duration.ZERO, Duration.ofHours(1)))
                .isEqualTo(Duration.ofSeconds(3));
        assertThatCode(env::check).doesNotThrowAnyException();
    }

    @Test
    void everyProblemIsReportedAtOnceAndInOrder() {
        Environment env = Environment.of(Map.of("SMTP_PORT", "smtp", "C", "ten seconds"));
        env.required("DATABASE_URL");
        env.number("SMTP_PORT", 465, 1, 65_535);
        env.duration("C", Duration.ofSeconds(1), Duration.ZERO, Duration.ofMinutes(1));

        assertThat(problemsOf(env))
                .containsExactly(
                        "C is not a duration such as PT10S, from PT0S to PT1M",
                        "DATABASE_URL is required",
                        "SMTP_PORT is not a whole number from 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "1.5", "99999999999", "0x10", "١٢", "+ 1"})
    void aNumberOutOfItsBoundsIsAProblem(String value) {
        Environment env = Environment.of(Map.of("SMTP_PORT", value));

        assertThat(env.number("SMTP_PORT", 465, 20, 65_535)).isEqualTo(465);
        assertThat(problemsOf(env)).containsExactly("SMTP_PORT is not a whole number from 20 to 65535");
    }

    @Test
    void aValueMayComeFromAFileWithoutItsLastLineBreak() throws Exception {
        Path file = Files.writeString(dir.resolve("password"), SECRET + "\n");
        Environment env = Environment.of(Map.of("DATABASE_PASSWORD_FILE", file.toString()));

        assertThat(env.required("DATABASE_PASSWORD")).isEqualTo(SECRET);
        assertThat(env.startingWith("DATABASE_")).containsExactly(Map.entry("DATABASE_PASSWORD", SECRET));
        assertThatCode(env::check).doesNotThrowAnyException();
    }

    @Test
    void aFileThatCannotBeReadIsAProblemOfTheVariableThatNamesIt() throws Exception {
        Path empty = Files.createFile(dir.resolve("empty"));
        Path large = Files.write(dir.resolve("large"), new byte[70_000]);
        Environment env = Environment.of(Map.of(
                "A_FILE", dir.resolve("nowhere").toString(),
                "B_FILE", empty.toString(),
                "C_FILE", large.toString(),
                "D_FILE", "a\0b"));
        List.of("A", "B", "C", "D").forEach(env::text);

        assertThat(problemsOf(env))
                .containsExactly(
                        "A_FILE names a file that cannot be read",
                        "B_FILE names a file without content",
                        "C_FILE names a file of more than 64 KiB",
                        "D_FILE names a file that cannot be read");
    }

    @Test
    void aNameSetInBothFormsIsAProblem() {
        Environment env = Environment.of(Map.of("OTP_KEYS", SECRET, "OTP_KEYS_FILE", "/somewhere"));
        env.text("OTP_KEYS");

        assertThat(problemsOf(env)).containsExactly("OTP_KEYS is set twice, as OTP_KEYS and as OTP_KEYS_FILE");
    }

    @Test
    void noMessageQuotesAValueEvenWhereAParserDoes() {
        Environment env = Environment.of(Map.of("A", SECRET, "B", SECRET, "C", SECRET, "D", SECRET));
        env.parsed("A", "", Integer::valueOf, 0);
        env.parsed("B", "", EnvironmentTest::refuseQuoting, 0);
        env.parsed("C", "", EnvironmentTest::refuse, 0);
        env.parsed("D", "", value -> Integer.valueOf(value.substring(0, 7)), 0);

        assertThat(problemsOf(env))
                .containsExactly(
                        "A has a form that cannot be read",
                        "B has a form that cannot be read",
                        "C is not good enough",
                        "D has a form that cannot be read");
        assertThat(env.toString()).doesNotContain(SECRET);
    }

    @Test
    void anUnknownNameOfOursIsAWarningWithWhatWasMeant() {
        Environment env = Environment.of(
                Map.of("OTP_PUBLIC_ULR", "x", "OTP_KEY_FILE", "y", "OTP_SOMETHING_ELSE_ENTIRELY", "z", "PATH", "/bin"));

        assertThat(env.warnings())
                .containsExactly(
                        "OTP_KEY_FILE is not a known variable, did you mean OTP_KEYS?",
                        "OTP_PUBLIC_ULR is not a known variable, did you mean OTP_PUBLIC_URL?",
                        "OTP_SOMETHING_ELSE_ENTIRELY is not a known variable");
        assertThatCode(env::check).doesNotThrowAnyException();
    }

    @Test
    void aNameThatIsReadIsKnownAndSoIsOneThatAnotherServiceReads() {
        Environment env = Environment.of(Map.of("OTP_NEW_SETTING", "x", "OTP_ADMIN_TOKEN_FILE", "/somewhere"));
        env.text("OTP_NEW_SETTING");

        assertThat(env.warnings()).isEmpty();
    }

    private static List<String> problemsOf(Environment env) {
        return catchThrowableOfType(ConfigurationException.class, env::check).problems();
    }

    private static int refuseQuoting(String value) {
        throw new IllegalArgumentException("does not like " + value);
    }

    private static int refuse(String value) {
        throw new IllegalArgumentException(value.isEmpty() ? "is empty" : "is not good enough");
    }
}
