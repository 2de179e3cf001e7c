package dev.sixpost.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Keys;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @Test
    void printsAKeyThatTheServicesTake() {
        assertThat(run("keys", "new")).isZero();
        String first = text(said).strip();
        assertThat(Keys.parse(first).all()).hasSize(1);
        said.reset();
        assertThat(run("keys", "new")).isZero();
        assertThat(text(said).strip()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "keys",
                "keys old",
                "up --nonsense",
                "up --data",
                "up extra",
                "doctor --to x",
                "doctor --service x",
                "apps",
                "apps show",
                "apps list x",
                "apps show A!"
            })
    void saysInOneSentenceWhatItDoesNotUnderstand(String typed) {
        assertThat(run(typed.split(" "))).isEqualTo(1);
        assertThat(text(complained).strip()).isNotEmpty().doesNotContain("\n").endsWith(".");
        assertThat(text(said)).isEmpty();
    }

    @Test
    void namesEveryWrongVariableAndEndsWith78() {
        int status =
                Main.run(terminal(), Map.of("OTP_HTTP_PORT", "a", "OTP_INBOX_HTTP_PORT", "99999"), List.of("demo"));
        assertThat(status).isEqualTo(78);
        assertThat(text(complained)).contains("OTP_HTTP_PORT").contains("OTP_INBOX_HTTP_PORT");
    }

    @Test
    void listsTheCommandsWhereNoneIsGiven() {
        assertThat(run()).isZero();
        assertThat(text(said)).contains("./otp up").contains("./otp demo").contains("./otp doctor");
    }

    @Test
    void makesNoKeyWhereOneIsToBeRevokedInTheSameBreath() {
        assertThat(run("apps", "keys", "acme", "--new", "--revoke", "2bb80d")).isEqualTo(1);
        assertThat(text(complained)).contains("keys ID [--new | --revoke DIGEST]");
    }

    private int run(String... typed) {
        return Main.run(terminal(), Map.of(), List.of(typed));
    }

    private Terminal terminal() {
        return new Terminal(
                new PrintStream(said, true, StandardCharsets.UTF_8),
                new PrintStream(complained, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
