package dev.sixpost.gateway.form;

import static dev.sixpost.gateway.form.Faults.guess;
import static dev.sixpost.gateway.form.Faults.pointers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** V-15 to V-27: what a guess may say. */
class VerifyFormTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456",
                "true",
                "null",
                "[\"123456\"]",
                "[\"000000\",\"000001\",\"000002\"]",
                "{\"a\":1}",
                "\"12345\"",
                "\"\"",
                "\"123\\u0000456\"",
                "\"123\\u200d456\"",
                "\"%31%32%33%34%35%36\"",
                "\"abcdef\""
            })
    void whatIsNoCodeIsRefused(String code) {
        assertThat(pointers(() -> guess("{\"email\":\"a@example.com\",\"purpose\":\"login\",\"code\":" + code + "}")))
                .containsExactly("/code");
    }

    @Test
    void escapesOfJsonAreLegalAndFullWidthDigitsFold() {
        VerifyForm form = guess("{\"email\":\"a@example.com\",\"code\":\"\\u0031\\uff12345 6\"}");
        assertThat(form).isInstanceOfSatisfying(VerifyForm.ByCode.class, by -> {
            assertThat(by.digits()).isEqualTo("123456");
            assertThat(by.purpose()).isEqualTo(Purpose.VERIFY_EMAIL);
            assertThat(by.toString()).doesNotContain("123456").doesNotContain("example");
        });
    }

    @Test
    void aLinkStandsAlone() {
        String token = "ab".repeat(16) + "." + "cd".repeat(16) + "." + "A".repeat(22) + "." + "ef".repeat(16);
        assertThat(guess("{\"link\":\"" + token + "\"}")).isInstanceOf(VerifyForm.ByLink.class);
        assertThat(pointers(
                        () -> guess("{\"link\":\"" + token + "\",\"code\":\"123456\",\"email\":\"a@example.com\"}")))
                .containsExactly("/code", "/email");
        assertThat(pointers(() -> guess("{\"link\":\"nonsense\"}"))).containsExactly("/link");
        assertThat(pointers(() -> guess("{\"link\":7}"))).containsExactly("/link");
        assertThat(pointers(() -> guess("{\"email\":\"a@example.com\",\"code\":\"123456\",\"challengeId\":\"x\"}")))
                .containsExactly("/challengeId");
    }
}
