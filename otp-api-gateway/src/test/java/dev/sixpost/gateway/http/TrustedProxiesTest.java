package dev.sixpost.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private final TrustedProxies proxies = TrustedProxies.parse("10.0.0.0/8, 192.0.2.7, 2001:db8:1::/48");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "198.51.100.1    | 203.0.113.9                   | -                         | 198.51.100.1",
                "10.1.2.3        | -                             | -                         | 10.1.2.3",
                "10.1.2.3        | 203.0.113.9                   | -                         | 203.0.113.9",
                "10.1.2.3        | 6.6.6.6, 203.0.113.9          | -                         | 203.0.113.9",
                "10.1.2.3        | 203.0.113.9, 10.9.9.9         | -                         | 203.0.113.9",
                "192.0.2.7       | 203.0.113.9, 192.0.2.8        | -                         | 192.0.2.8",
                "10.1.2.3        | 10.0.0.1, 10.0.0.2            | -                         | 10.0.0.1",
                "10.1.2.3        | 203.0.113.9, unknown          | -                         | 10.1.2.3",
                "10.1.2.3        | unknown, 10.0.0.2             | -                         | 10.0.0.2",
                "10.1.2.3        | evil.example                  | -                         | 10.1.2.3",
                "10.1.2.3        | 203.0.113.9:4711              | -                         | 203.0.113.9",
                "10.1.2.3        | 2001:DB8::0009                | -                         | 2001:db8:0:0:0:0:0:9",
                "10.1.2.3        | ::ffff:203.0.113.9            | -                         | 203.0.113.9",
                "2001:db8:1:2::3 | 203.0.113.9                   | -                         | 203.0.113.9",
                "2001:db8:2::3   | 203.0.113.9                   | -                         | 2001:db8:2:0:0:0:0:3",
                "10.1.2.3        | -                             | for=203.0.113.9;proto=https | 203.0.113.9",
                "10.1.2.3        | -                             | For=\"[2001:db8::9]:443\"; by=x |"
                        + " 2001:db8:0:0:0:0:0:9",
                "10.1.2.3        | -                             | for=6.6.6.6, for=203.0.113.9 | 203.0.113.9",
                "10.1.2.3        | -                             | for=_hidden                | 10.1.2.3",
                "10.1.2.3        | 203.0.113.9                   | for=6.6.6.6                | 203.0.113.9",
            })
    void theClientIsTheRightMostAddressThatNoTrustedProxyHas(
            String peer, String forwardedFor, String forwarded, String client) {
        Map<String, List<String>> fields = Map.of(
                "x-forwarded-for", forwardedFor == null ? List.of() : List.of(forwardedFor),
                "forwarded", forwarded == null ? List.of() : List.of(forwarded));

        assertThat(proxies.client(peer, name -> fields.getOrDefault(name, List.of())))
                .isEqualTo(client);
    }

    @Test
    void withoutTrustedProxiesOnlyThePeerCountsAndAnEndlessHeaderIsNotRead() {
        Fields spoofed = _ -> List.of("203.0.113.9");
        assertThat(TrustedProxies.parse("").client("127.0.0.1", spoofed)).isEqualTo("127.0.0.1");
        assertThat(proxies.client("10.0.0.1", _ -> List.of("203.0.113.9,".repeat(1_000) + "203.0.113.9")))
                .isEqualTo("10.0.0.1");
        assertThat(proxies.client(
                        "10.0.0.1", name -> name.startsWith("x-") ? List.of("6.6.6.6", "203.0.113.9") : List.of()))
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0/8", "proxy.example", "2001:db8::/129", "10.0.0.0/-1", "10.0.0.0/x"})
    void whatIsNoNetworkIsRefusedWithoutBeingQuoted(String text) {
        assertThatThrownBy(() -> TrustedProxies.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(text);
    }
}
