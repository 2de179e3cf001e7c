package dev.sixpost.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary@example.com",
                "<canary@example.com>",
                "to=canary@example.com,",
                "{\"email\":\"canary@example.com\"}",
                "{email=canary@example.com}",
                "mailto:canary@example.com?x",
                "RCPT TO:<canary+tag@sub.example.com> SIZE=1",
                "canary@localhost",
                "canary@[127.0.0.1]",
                "\"canary with space\"@example.com",
                "canary%40example.com",
                "https://host/path?email=canary%40example.com&x=1",
                "\\\"canary\\u0040example.com\\\"",
                "canary&#64;example.com",
                "canary\uFF20example.com",
                "b\u00FCcher.canary@b\u00FCcher.example",
                "canary'o@example.com",
                "canary/o=x{y}@example.com",
                "Canary&commat;example.com",
                "a@b@canary.example"
            })
    void nothingOfAnAddressIsLeft(String text) {
        assertThat(Addresses.mask("before " + text + " after"))
                .startsWith("before ")
                .endsWith(" after")
                .contains(Addresses.MASK)
                .doesNotContainIgnoringCase("canary")
                .doesNotContain("example.com");
    }

    @Test
    void everyAddressOfATextIsMasked() {
        assertThat(Addresses.mask("a@x.com, b@y.com;c@z.com"))
                .isEqualTo(Addresses.MASK + ", " + Addresses.MASK + ";" + Addresses.MASK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing to see", "50 % of 40", "otp.requests-3@", "@", "a & b"})
    void whatIsNoAddressStays(String text) {
        assertThat(Addresses.mask(text)).isEqualTo(text);
    }

    @Test
    @Timeout(5)
    void aTextMadeToBeSlowIsNot() {
        String text = "a".repeat(200_000) + "@ " + "@".repeat(200_000);

        assertThat(Addresses.mask(text)).isNotEmpty();
    }
}
