package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void withoutAnyTheWholeStackIsLoadedThreeTimes() {
        Options options = Options.parse();

        assertThat(options.runs()).isEqualTo(3);
        assertThat(options.concurrency()).isEqualTo(32);
        assertThat(options.rate()).isEmpty();
        assertThat(options.apart() || options.backlog() || options.curve() || options.respondAsync())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "--apart, true, false, false, false",
        "--backlog, false, true, false, false",
        "--curve, false, false, true, false",
        "--respond-async, false, false, false, true"
    })
    void aFlagSaysOneThing(String flag, boolean apart, boolean backlog, boolean curve, boolean async) {
        Options options = Options.parse("--flows", "7", flag, "--runs", "2");

        assertThat(options.apart()).isEqualTo(apart);
        assertThat(options.backlog()).isEqualTo(backlog);
        assertThat(options.curve()).isEqualTo(curve);
        assertThat(options.respondAsync()).isEqualTo(async);
        assertThat(options.flows()).isEqualTo(7);
        assertThat(options.runs()).isEqualTo(2);
    }

    @Test
    void valuesFollowTheirNames() {
        Options options = Options.parse("--rate", "300", "--relay-delay", "50", "--json", "a.json", "--html", "a.html");

        assertThat(options.rate()).contains(300);
        assertThat(options.smtpConnections()).isEqualTo(22);
        assertThat(options.json()).contains(Path.of("a.json"));
        assertThat(options.html()).contains(Path.of("a.html"));
    }

    @ParameterizedTest
    @CsvSource({
        "--together, --together needs a value",
        "--flows, --flows needs a value",
        "--flows 0, --flows takes a whole number",
        "--flows many, --flows takes a whole number",
        "--apart yes, yes needs a value",
        "--apart yes 1, unknown option yes"
    })
    void whatIsNotUnderstoodIsNamed(String line, String message) {
        assertThatThrownBy(() -> Options.parse(line.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
