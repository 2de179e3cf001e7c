package dev.sixpost.gateway.form;

import static dev.sixpost.gateway.form.Faults.pointers;
import static dev.sixpost.gateway.form.Faults.signup;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignupFormTest {
    @Test
    void everyMemberIsRead() {
        SignupForm form =
                signup("{\"email\":\"Ada@Example.com\",\"accountId\":\"a-1\",\"name\":\"Ada\",\"locale\":\"de\","
                        + "\"attributes\":{\"mobile\":\"+49 170 1234567\",\"userType\":\"student\"}}");

        assertThat(form.typedEmail()).isEqualTo("Ada@Example.com");
        assertThat(form.accountId()).isEqualTo("a-1");
        assertThat(form.name()).isEqualTo("Ada");
        assertThat(form.locale()).isEqualTo("de");
        assertThat(form.attributes()).isEqualTo(Map.of("mobile", "+49 170 1234567", "userType", "student"));
        assertThat(form.toString()).doesNotContainIgnoringCase("ada");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/email",
                "{\"email\":\"nobody\"}|/email",
                "{\"email\":\"a@example.com\",\"purpose\":\"login\"}|/purpose",
                "{\"email\":\"a@example.com\",\"password\":\"x\"}|/password",
                "{\"email\":\"a@example.com\",\"attributes\":{\"Password\":\"x\"}}|/attributes/Password",
                "{\"email\":\"a@example.com\",\"attributes\":{\"a\":{\"b\":\"c\"}}}|/attributes/a",
                "{\"email\":\"a@example.com\",\"attributes\":[\"a\"]}|/attributes",
                "{\"email\":\"a@example.com\",\"name\":\"\"}|/name",
                "{\"email\":\"a@example.com\",\"name\":\"a\\nb\"}|/name",
                "{\"email\":\"a@example.com\",\"locale\":\"de_DE\"}|/locale"
            })
    void aFaultIsNamedByItsPointer(String body, String pointer) {
        assertThat(pointers(() -> signup(body))).containsExactly(pointer);
    }

    @Test
    void attributesAreBoundedInNumberAndLength() {
        StringBuilder many = new StringBuilder("\"k0\":\"v\"");
        for (int i = 1; i < 17; i++) {
            many.append(",\"k").append(i).append("\":\"v\"");
        }
        assertThat(pointers(() -> signup("{\"email\":\"a@example.com\",\"attributes\":{" + many + "}}")))
                .containsExactly("/attributes");
        assertThat(pointers(() ->
                        signup("{\"email\":\"a@example.com\",\"attributes\":{\"a\":\"" + "x".repeat(257) + "\"}}")))
                .containsExactly("/attributes/a");
    }
}
