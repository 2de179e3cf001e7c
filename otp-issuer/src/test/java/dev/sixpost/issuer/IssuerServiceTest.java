package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.ops.Metrics;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IssuerServiceTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/sixpost, true",
        "'jdbc:postgresql://one:5432,two:5433/sixpost?targetServerType=primary', true",
        "jdbc:postgresql:sixpost, true",
        "jdbc:postgresql://db:54x/sixpost, false",
        "jdbc:postgresql://db:99999/sixpost, false",
        "postgres://db/sixpost, false",
        "jdbc:mysql://db/sixpost, false"
    })
    void anAddressThatNoDriverCanReadIsToldBeforeAnythingIsWaitedFor(String url, boolean good) {
        Environment env = Environment.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9", "DATABASE_URL", url));
        try (Metrics metrics = Metrics.start()) {
            IssuerService.wire(env, metrics).close();
        }

        String told = String.valueOf(catchThrowable(env::check));
        assertThat(told.contains("DATABASE_URL is not of the form")).isNotEqualTo(good);
        assertThat(told).doesNotContain(url);
    }
}
