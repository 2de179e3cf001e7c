package dev.sixpost.gateway.form;

import static dev.sixpost.gateway.form.Faults.faults;
import static dev.sixpost.gateway.form.Faults.pointers;
import static dev.sixpost.gateway.form.Faults.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.Purpose;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** H-45 to H-59, H-77, H-81: what a request for a code may say. */
class OtpFormTest {
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
                "{\"email\":\"a@example.com\",\"metadata\":{\"a\\u0000b\":\"x\"}}|/metadata",
                "{\"email\":\"a@example.com\",\"metadata\":{\"a\\nb\":\"x\"}}|/metadata",
                "{\"email\":\"a@example.com\",\"metadata\":{\"\":\"x\"}}|/metadata",
                "{\"email\":\"a@example.com\",\"password\":\"x\"}|/password",
                "{\"email\":\"a@example.com\",\"metadata\":{\"newPassword\":\"x\"}}|/metadata/newPassword",
                "{\"email\":\"a@example.com\",\"metadata\":{\"client_secret\":\"x\"}}|/metadata/client_secret",
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
}
