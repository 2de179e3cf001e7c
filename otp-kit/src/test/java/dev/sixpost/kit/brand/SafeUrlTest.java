package dev.sixpost.kit.brand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeUrlTest {

    static Stream<String> unsafe() {
        return Stream.of(
                "",
                "javascript:alert(1)",
                "data:image/png;base64,AAAA",
                "http://acme.example/logo.png",
                "//acme.example/logo.png",
                "/logo.png",
                "https:acme.example",
                "https://user@acme.example/",
                "https://user:pass@acme.example/",
                "https://10.0.0.1/logo.png",
                "https://2130706433/logo.png",
                "https://0x7f.0.0.1/logo.png",
                "https://printer.local/logo.png",
                "https://metadata.google.internal/x",
                "https://acme.example/\"><script>",
                "https://acme.example/'onload='x",
                "https://acme.example/a b",
                "https://acme.example/a\r\nBcc:v@x.example",
                "https://acme.example/\u202Egnp",
                "https://аcme.example/",
                "https://acme.example/%zz",
                "https://acme.example\\@evil.example/",
                "https://acme.example/" + "x".repeat(2_048));
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void whatIsNoPublicHttpsUrlIsNone(String text) {
        assertThat(SafeUrl.page(text)).isEmpty();
        assertThat(SafeUrl.base(text)).isEmpty();
        assertThat(SafeUrl.picture(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://acme.example/logo.png?reader=1", "https://acme.example/logo.png#x"})
    void aPictureTellsNobodyWhoReads(String text) {
        assertThat(SafeUrl.picture(text)).isEmpty();
        assertThat(SafeUrl.page(text)).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "https://127.0.0.1/sub", "http://[::1]:8080"})
    void aPageMayBeOnThisMachineAndAPictureMayNot(String text) {
        assertThat(SafeUrl.page(text)).hasValue(text);
        assertThat(SafeUrl.base(text)).hasValue(text);
        assertThat(SafeUrl.picture(text)).isEmpty();
    }

    @Test
    void aBaseHasNoSlashAtItsEnd() {
        assertThat(SafeUrl.base("https://id.acme.example/")).hasValue("https://id.acme.example");
        assertThat(SafeUrl.base("https://id.acme.example:8443/otp//")).hasValue("https://id.acme.example:8443/otp");
    }
}
