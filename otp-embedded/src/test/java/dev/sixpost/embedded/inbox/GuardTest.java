package dev.sixpost.embedded.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8025", "127.0.0.1:8025", "[::1]:8025"})
    void letsProgramsOfThisMachineIn(String host) {
        assertThat(Guard.refusal("/api/v1/messages", host, null, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8025",
                "localhost.evil.example",
                "127.0.0.1.evil.example:8025",
                "localhost:8025@evil.example",
                "[::2]",
                "0.0.0.0:8025",
                "",
            })
    void refusesANameThatSomebodysDnsMayHavePointedHere(String host) {
        assertThat(Guard.refusal("/", host, null, null)).isPresent();
    }

    @Test
    void refusesARequestWithoutHost() {
        assertThat(Guard.refusal("/", null, null, null)).isPresent();
    }

    @Test
    void refusesRequestsFromPagesOfOthersButLetsALinkLeadToThePage() {
        String host = "localhost:8025";
        assertThat(Guard.refusal("/api/v1/messages", host, "https://evil.example", null))
                .isPresent();
        assertThat(Guard.refusal("/api/v1/messages", host, "http://localhost:8080", null))
                .isPresent();
        assertThat(Guard.refusal("/api/v1/messages", host, "null", null)).isPresent();
        assertThat(Guard.refusal("/api/v1/messages", host, null, "cross-site")).isPresent();
        assertThat(Guard.refusal("/api/v1/messages", host, null, "same-site")).isPresent();
        assertThat(Guard.refusal("/", host, null, "cross-site")).isEmpty();
        assertThat(Guard.refusal("/api/v1/messages", host, "http://" + host, "same-origin"))
                .isEmpty();
        assertThat(Guard.refusal("/api/v1/messages", host, null, "none")).isEmpty();
    }
}
