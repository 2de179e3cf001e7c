package dev.sixpost.gateway.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.problem.Violation;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.Purpose;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H-01 to H-25, H-45 to H-59, H-77, V-15 to V-27: what a body may say. */
class BodiesTest {
    private static OtpForm request(String json) {
        return OtpForm.read(JsonBody.object(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static VerifyForm guess(String json) {
        return VerifyForm.read(JsonBody.object(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Violation> faults(Runnable reading) {
        Refused refused = catchThrowableOfType(Refused.class, reading::run);
        assertThat(refused).isNotNull();
        assertThat(refused.problem().type()).isEqualTo(ProblemType.INVALID_REQUEST);
        Object errors = refused.problem().body().get("errors");
        assertThat(errors).isInstanceOf(Collection.class);
        return ((Collection<?>) errors).stream().map(Violation.class::cast).toList();
    }

    private static List<String> pointers(Runnable reading) {
        return faults(reading).stream().map(Violation::pointer).sorted().toList();
    }

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

    @Test
    void everyMemberIsRead() {
        OtpForm form = request("{\"email\":\"Ada@Example.COM\",\"purpose\":\"login\",\"locale\":\"pt-BR\","
                + "\"delivery\":\"link\",\"accountId\":\"a-1\",\"clientIp\":\"192.0.2.1\","
                + "\"metadata\":{\"b\":\"2\",\"a\":\"\"}}");
        assertThat(form.typedEmail()).isEqualTo("Ada@Example.COM");
        assertThat(form.email().canonical()).isEqualTo("ada@example.com");
        assertThat(form.purpose()).isEqualTo(Purpose.LOGIN);
        assertThat(form.locale()).isEqualTo("pt-BR");
        assertThat(form.delivery()).isEqualTo(DeliveryForm.LINK);
        assertThat(form.accountId()).isEqualTo("a-1");
        assertThat(form.clientIp()).isEqualTo("192.0.2.1");
        assertThat(form.metadata()).isEqualTo(Map.of("a", "", "b", "2"));
        assertThat(form.toString()).doesNotContainIgnoringCase("ada");
    }

    @Test
    void whatIsLeftOutOrNullHasItsDefault() {
        OtpForm form = request("{\"email\":\"a@example.com\",\"purpose\":null,\"locale\":null,\"metadata\":null}");
        assertThat(form.purpose()).isEqualTo(Purpose.VERIFY_EMAIL);
        assertThat(form.locale()).isNull();
        assertThat(form.delivery()).isNull();
        assertThat(form.metadata()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/email",
                "{\"email\":null}|/email",
                "{\"email\":\"\"}|/email",
                "{\"email\":\" \"}|/email",
                "{\"email\":1}|/email",
                "{\"email\":true}|/email",
                "{\"email\":[\"a@example.com\"]}|/email",
                "{\"email\":{\"a\":1}}|/email",
                "{\"email\":\"a@example.com,b@example.com\"}|/email",
                "{\"email\":\"a@example.com;b@example.com\"}|/email",
                "{\"email\":\"friends: a@example.com;\"}|/email",
                "{\"email\":\"a@example.com\\r\\nRCPT TO:<v@example.net>\"}|/email",
                "{\"email\":\"a@example.com> SIZE=1\"}|/email",
                "{\"email\":\"a..b@example.com\"}|/email",
                "{\"email\":\"a@[127.0.0.1]\"}|/email",
                "{\"email\":\"a@127.0.0.1\"}|/email",
                "{\"email\":\"a@example.com\",\"purpose\":\"SIGNUP\"}|/purpose",
                "{\"email\":\"a@example.com\",\"purpose\":\"\"}|/purpose",
                "{\"email\":\"a@example.com\",\"purpose\":0}|/purpose",
                "{\"email\":\"a@example.com\",\"locale\":\"../../etc/passwd\"}|/locale",
                "{\"email\":\"a@example.com\",\"locale\":\"de_DE\"}|/locale",
                "{\"email\":\"a@example.com\",\"locale\":\"\"}|/locale",
                "{\"email\":\"a@example.com\",\"delivery\":\"sms\"}|/delivery",
                "{\"email\":\"a@example.com\",\"accountId\":\"\"}|/accountId",
                "{\"email\":\"a@example.com\",\"accountId\":\"a\\u0000b\"}|/accountId",
                "{\"email\":\"a@example.com\",\"accountId\":\"\\ud800\"}|/accountId",
                "{\"email\":\"a@example.com\",\"clientIp\":\"example.com\"}|/clientIp",
                "{\"email\":\"a@example.com\",\"clientIp\":\"fe80::1%eth0\"}|/clientIp",
                "{\"email\":\"a@example.com\",\"metadata\":[]}|/metadata",
                "{\"email\":\"a@example.com\",\"metadata\":{\"a\":1}}|/metadata/a",
                "{\"email\":\"a@example.com\",\"metadata\":{\"a\":{}}}|/metadata/a",
                "{\"email\":\"a@example.com\",\"password\":\"x\"}|/password",
                "{\"email\":\"a@example.com\",\"ttlSeconds\":600}|/ttlSeconds",
                "{\"email\":\"a@example.com\",\"a/b~c\":1}|/a~1b~0c",
                "{\"email\":\"a@example.com\",\"__proto__\":{}}|/__proto__"
            })
    void aFaultIsNamedByItsPointerAndNeverQuoted(String body, String pointer) {
        assertThat(pointers(() -> request(body))).containsExactly(pointer);
        assertThat(faults(() -> request(body)).getFirst().detail()).doesNotContain("example.com", "etc");
    }

    @Test
    void allFaultsAreNamedAtOnceUpToABound() {
        assertThat(pointers(() -> request("{\"email\":1,\"purpose\":2,\"locale\":3,\"x\":4}")))
                .containsExactly("/email", "/locale", "/purpose", "/x");
        StringBuilder many = new StringBuilder("{\"email\":\"a@example.com\"");
        for (int i = 0; i < 200; i++) {
            many.append(",\"m").append(i).append("\":1");
        }
        assertThat(faults(() -> request(many + "}"))).hasSize(20);
    }

    @Test
    void longValuesAreRefused() {
        assertThat(pointers(() -> request("{\"email\":\"a@example.com\",\"accountId\":\"" + "a".repeat(129) + "\"}")))
                .containsExactly("/accountId");
        assertThat(pointers(() -> request("{\"email\":\"" + "a".repeat(7_000) + "@example.com\"}")))
                .containsExactly("/email");
        StringBuilder seventeen = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            seventeen.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"v\"");
        }
        assertThat(pointers(() -> request("{\"email\":\"a@example.com\",\"metadata\":{" + seventeen + "}}")))
                .containsExactly("/metadata");
        assertThat(pointers(() ->
                        request("{\"email\":\"a@example.com\",\"metadata\":{\"k\":\"" + "v".repeat(257) + "\"}}")))
                .containsExactly("/metadata/k");
    }

    @Test
    void oneRequestHasOneSpelling() {
        byte[] one = request("{\"email\":\"a@example.com\",\"metadata\":{\"b\":\"2\",\"a\":\"1\"}}")
                .canonicalBytes();
        byte[] other = request("{ \"metadata\" : {\"a\":\"1\",\"b\":\"\\u0032\"}, \"purpose\":\"verify_email\","
                        + " \"email\":\"a@example.com\" }")
                .canonicalBytes();
        byte[] different = request("{\"email\":\"a@example.com\",\"metadata\":{\"b\":\"2\",\"a\":\"2\"}}")
                .canonicalBytes();
        assertThat(one).isEqualTo(other).isNotEqualTo(different);
    }

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
        String token = "ab".repeat(16) + "." + "cd".repeat(16) + "." + "A".repeat(22);
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
