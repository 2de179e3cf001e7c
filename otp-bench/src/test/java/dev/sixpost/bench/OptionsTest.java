package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        Options options = Options.parse("--relay-delay", "7", flag);

        assertThat(options.apart()).isEqualTo(apart);
        assertThat(options.backlog()).isEqualTo(backlog);
        assertThat(options.loads().equals(Load.curve())).isEqualTo(curve);
        assertThat(options.respondAsync()).isEqualTo(async);
        assertThat(options.relayDelayMillis()).isEqualTo(7);
    }

    @Test
    void valuesFollowTheirNames() {
        Options options = Options.parse(
                "--rate", "300", "--relay-delay=50", "--json", "a.json", "--html=a=b.html", "--data", "d");

        assertThat(options.rate()).contains(300);
        assertThat(options.smtpConnections()).isEqualTo(22);
        assertThat(options.json()).contains(Path.of("a.json"));
        assertThat(options.html()).contains(Path.of("a=b.html"));
        assertThat(options.data()).contains(Path.of("d"));
    }

    @Test
    void loadsAreRatesAndNumbersInFlight() {
        Options options = Options.parse("--flows", "900", "--loads", "300/s,128", "--relay-delay", "200");

        assertThat(options.loads()).containsExactly(Load.atRate(6_000, 300), Load.closed(900, 128));
        assertThat(options.smtpConnections()).isEqualTo(128);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rate 100000 --relay-delay 60000", "--concurrency 10000 --relay-delay 1"})
    void takesNoMoreConnectionsThanTheMailerMayHave(String line) {
        assertThat(Options.parse(line.split(" ", -1)).smtpConnections()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "--apart --data d, --data does not go with --apart",
        "--backlog --data d, --data does not go with --backlog",
        "--curve --loads 5, --curve does not go with --loads",
        "--concurrency 1 --rate 2, --rate does not go with --concurrency",
        "--loads 5 --html a, --loads does not go with --html",
        "--curve --html a, --curve does not go with --html",
        "--curve --flows 5, --curve does not go with --flows",
        "--loads 5 --runs 2, --loads does not go with --runs",
        "--backlog --curve, --backlog does not go with --curve",
        "--backlog --json a, --backlog does not go with --json",
        "--backlog --warm-up 0, --backlog does not go with --warm-up",
        "--backlog --rate 5, --backlog does not go with --rate",
        "--data  --flows 5, --data needs a value",
        "--data --json a, --data needs a value that does not begin with a hyphen",
        "--data=, --data needs a value",
        "--apart=yes, unknown option --apart=yes",
        "--loads 300/h, --loads takes a whole number",
        "--together, unknown option --together",
        "--flows, --flows needs a value",
        "--flows 0, --flows takes a whole number",
        "--flows many, --flows takes a whole number",
        "--apart yes, unknown option yes"
    })
    void whatIsNotUnderstoodIsNamed(String line, String message) {
        assertThatThrownBy(() -> Options.parse(line.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
