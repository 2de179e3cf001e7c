package dev.sixpost.gateway.form;

import static dev.sixpost.gateway.form.Faults.faults;
import static dev.sixpost.gateway.form.Faults.pointers;
import static dev.sixpost.gateway.form.Faults.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.problem.Violation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** H-01 to H-17: bytes that are no JSON object, or not in UTF-8. */
class JsonBodyTest {
    static Stream<String> noJson() {
        return Stream.of(
                "",
                "   ",
                "{\"email\":",
                "{\"email\":\"a@example.com\"",
                "{\"email\":\"a@example.com\"} x",
                "{\"email\":\"a@example.com\"}{}",
                "{/* x */\"email\":\"a@example.com\"}",
                "{'email':'a@example.com'}",
                "{\"email\":NaN}",
                "{\"email\":+1}",
                "{\"email\":01}",
                "{\"email\":.5}",
                "{\"email\":\"a@example.com\",}",
                "{email:\"a@example.com\"}",
                "{\"email\":\"a@example.com\",\"email\":\"b@example.com\"}",
                "{\"email\":\"a@example.com\",\"\\u0065mail\":\"b@example.com\"}",
                "{\"email\":\"a@example.com\",\"metadata\":{\"a\":\"1\",\"a\":\"2\"}}",
                "{\"email\":\"tab\there\"}",
                "{\"email\":" + "1".repeat(5_000) + "}",
                "{\"metadata\":" + "[".repeat(40) + "]".repeat(40) + "}",
                "{\"metadata\":" + "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000) + "}",
                "null",
                "[]",
                "[{\"email\":\"a@example.com\"}]",
                "\"x\"",
                "1",
                "true");
    }

    @ParameterizedTest
    @MethodSource("noJson")
    void whatIsNoJsonObjectIsRefusedWithoutAWordOfTheParser(String body) {
        List<Violation> faults = faults(() -> request(body));
        assertThat(faults).hasSize(1);
        assertThat(faults.getFirst().pointer()).isEmpty();
        assertThat(faults.getFirst().detail()).startsWith("The body ").doesNotContain("Exception", "jackson", "line");
    }

    private static byte[] around(int... middle) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("{\"email\":\"a@example.com\",\"accountId\":\"".getBytes(StandardCharsets.UTF_8));
        for (int b : middle) {
            bytes.write(b);
        }
        bytes.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    static Stream<byte[]> noUtf8() {
        String json = "{\"email\":\"a@example.com\"}";
        return Stream.of(
                around(0xC3, 0x28),
                around(0xED, 0xA0, 0x80),
                around(0xC0, 0xAF),
                around(0xF8, 0x88, 0x80, 0x80, 0x80),
                around(0xFF),
                json.getBytes(StandardCharsets.UTF_16),
                json.getBytes(StandardCharsets.UTF_16LE),
                json.getBytes(Charset.forName("UTF-32BE")),
                ("\uFEFF" + json).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("noUtf8")
    void otherEncodingsAndBrokenOnesAreRefusedAndNeverRepaired(byte[] body) {
        assertThat(pointers(() -> OtpForm.read(JsonBody.object(body)))).containsExactly("");
    }
}
