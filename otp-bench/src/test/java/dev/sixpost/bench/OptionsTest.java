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
        assertThat(options.apart() || options.backlog() || options.respondAsync())
                .isFalse();
        assertThat(options.loads()).isEmpty();
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
        assertThat(options.loads().equals(Load.curve())).isEqualTo(curve);
        assertThat(options.respondAsync()).isEqualTo(async);
        assertThat(options.flows()).isEqualTo(7);
        assertThat(options.runs()).isEqualTo(2);
    }

    @Test
    void valuesFollowTheirNames() {
        Options options = Options.parse(
                "--rate", "300", "--relay-delay", "50", "--json", "a.json", "--html", "a.html", "--data", "d");

        assertThat(options.rate()).contains(300);
        assertThat(options.smtpConnections()).isEqualTo(22);
        assertThat(options.json()).contains(Path.of("a.json"));
        assertThat(options.html()).contains(Path.of("a.html"));
        assertThat(options.data()).contains(Path.of("d"));
    }

    @Test
    void loadsAreRatesAndNumbersInFlight() {
        Options options = Options.parse("--flows", "900", "--loads", "300/s,128", "--relay-delay", "200");

        assertThat(options.loads()).containsExactly(Load.atRate(6_000, 300), Load.closed(900, 128));
        assertThat(options.smtpConnections()).isEqualTo(128);
    }

    @ParameterizedTest
    @CsvSource({
        "--apart --data d, --data goes with neither",
        "--curve --loads 5, of --backlog",
        "--concurrency 1 --rate 2, of --concurrency and --rate",
        "--loads 300/h, --loads takes a whole number",
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
