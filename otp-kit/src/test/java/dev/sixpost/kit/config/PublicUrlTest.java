package dev.sixpost.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://id.example.com, https://id.example.com",
        "' https://id.example.com// ', https://id.example.com",
        "http://localhost:8080, http://localhost:8080",
        "https://example.com/id/, https://example.com/id"
    })
    void aWebAddressIsTakenWithoutTheSlashesAtItsEnd(String written, String read) {
        assertThat(PublicUrl.parse(written)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id.example.com", "ftp://id.example.com", "https:///path", "https://a b", "mailto:a@example.com"
            })
    void anythingElseIsRefused(String written) {
        assertThatThrownBy(() -> PublicUrl.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("web address");
    }
}
