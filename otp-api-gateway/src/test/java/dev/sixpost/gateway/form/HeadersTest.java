package dev.sixpost.gateway.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.gateway.problem.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** H-39 and the other headers that mean something. */
class HeadersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "''|2000|-|-",
                "respond-async|0|-|respond-async",
                "RESPOND-ASYNC; foo=bar|0|-|respond-async",
                "wait=1|1000|wait=1|wait=1",
                "wait=0|0|wait=0|wait=0",
                "wait=\"1\"|1000|wait=1|wait=1",
                "wait=999999|2000|wait=2|wait=2",
                "wait=99999999999|2000|-|-",
                "wait=abc|2000|-|-",
                "wait=-1|2000|-|-",
                "wait=1.5|2000|-|-",
                "wait|2000|-|-",
                "respond-async, wait=5|2000|wait=2|respond-async, wait=2",
                "wait=1, wait=2|1000|wait=1|wait=1",
                "return=minimal|2000|-|-"
            })
    void preferencesAreClampedAndWhatIsMalformedIsIgnored(
            String header, long patienceMillis, String appliedInTime, String appliedLate) {
        Preference preference = Preference.parse(List.of(header));
        assertThat(preference.patience()).isEqualTo(Duration.ofMillis(patienceMillis));
        assertThat(preference.applied(false).orElse(null)).isEqualTo(appliedInTime);
        assertThat(preference.applied(true).orElse(null)).isEqualTo(appliedLate);
    }

    @Test
    void preferencesOfSeveralLinesCount() {
        Preference preference = Preference.parse(List.of("respond-async", "wait=1"));
        assertThat(preference.applied(true)).contains("respond-async, wait=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "de|de",
                "de-AT, en;q=0.5|de-AT",
                "en;q=0.5, de|de",
                "fr;q=0.4,it;q=0.8,en;q=0.8|it",
                "*|-",
                "*, de;q=0.1|de",
                "de;q=0|-",
                "de;q=2|-",
                "../../etc/passwd|-",
                "de_DE, nl;q=0.1|nl",
                "''|-",
                "i-klingon;q=1,pt-BR|pt-BR"
            })
    void theLanguageLikedBestIsFound(String header, String language) {
        assertThat(Locales.ranked(List.of(header)).stream().findFirst().orElse(null))
                .isEqualTo(language);
    }

    @Test
    void anEndlessLanguageListIsIgnored() {
        assertThat(Locales.ranked(List.of("de,".repeat(5_000)))).isEmpty();
    }

    @Test
    void anIdempotencyKeyIsVisibleAsciiAndStandsOnce() {
        assertThat(IdempotencyKey.read(List.of())).isEmpty();
        assertThat(IdempotencyKey.read(List.of("\"k-1\""))).contains("\"k-1\"");
        assertThat(IdempotencyKey.read(List.of("x".repeat(255)))).isPresent();
        for (List<String> bad : List.of(
                List.of(""), List.of("a b"), List.of("x".repeat(256)), List.of("k\u00e9y"), List.of("a", "b"))) {
            assertThatThrownBy(() -> IdempotencyKey.read(bad)).isInstanceOf(Refused.class);
        }
    }
}
