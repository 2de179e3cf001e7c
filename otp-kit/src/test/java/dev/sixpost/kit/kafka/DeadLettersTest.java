package dev.sixpost.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee 7, K-13. */
final class DeadLettersTest {
    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void theRecordGoesAsFoundWithWhereItWasAndWhy() {
        headers.add("ce_id", utf8("42"));

        ProducerRecord<byte[], byte[]> letter =
                DeadLetters.of(found("otp.requests", "key", utf8("value")), "issuer", "unparseable");

        assertThat(letter.topic()).isEqualTo("otp.dead-letters");
        assertThat(letter.key()).isEqualTo(utf8("key"));
        assertThat(letter.value()).isEqualTo(utf8("value"));
        assertThat(headersOf(letter))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_id", "42",
                        "dlq.topic", "otp.requests",
                        "dlq.partition", "3",
                        "dlq.offset", "7",
                        "dlq.timestamp", "1800000000000",
                        "dlq.service", "issuer",
                        "dlq.reason", "unparseable"));
        assertThat(DeadLetters.reason(letter)).contains("unparseable");
        assertThat(DeadLetters.reason(new ProducerRecord<>("otp.challenges", utf8("an answer"))))
                .isEmpty();
    }

    @Test
    void whatSomebodyTypedStaysBehind() {
        ProducerRecord<byte[], byte[]> letter =
                DeadLetters.of(found("otp.verifications", "key", utf8("{\"code\":\"042137\"}")), "verifier", "no-type");

        assertThat(letter.value()).isNull();
        assertThat(letter.key()).isEqualTo(utf8("key"));
        assertThat(headersOf(letter)).containsEntry("dlq.left-out", "value").containsEntry("dlq.offset", "7");
    }

    @Test
    void aCommandOnTheWrongTopicKeepsWhatSomebodyTypedToo() {
        byte[] typed = utf8("{\"application\":\"acme\",\"code\":\"042137\"}");
        headers.add("ce_type", utf8("otp.VerifyOtp.v1"));
        assertThat(DeadLetters.of(found("otp.requests", "key", typed), "issuer", "unexpected-type")
                        .value())
                .isNull();
        headers.remove("ce_type");
        byte[] structured = utf8("{\"type\":\"otp.VerifyOtp.v1\",\"data\":{\"code\":\"042137\"}}");
        ProducerRecord<byte[], byte[]> letter =
                DeadLetters.of(found("otp.emails", "key", structured), "mailer", "unexpected-type");

        assertThat(letter.value()).isNull();
        assertThat(headersOf(letter)).containsEntry("dlq.left-out", "value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"application\":\"acme\",\"code\":\"042137\"}",
                "{\"application\":\"acme\", \"link\" : \"AAEC.AwQF\"}",
                "{\"application\":\"acme\",\"guess\":\"k1.AAEC\"}",
                "{\"value\":\"{\\\"code\\\":\\\"042137\\\"}\"}",
                "{application: 'acme', code: '042137'}",
                "application=acme&code=042137"
            })
    void whatACommandPresentsStaysBehindWhateverTheRecordCallsItself(String bare) {
        ProducerRecord<byte[], byte[]> letter =
                DeadLetters.of(found("otp.requests", "key", utf8(bare)), "issuer", "unparseable");

        assertThat(letter.value()).isNull();
        assertThat(headersOf(letter)).containsEntry("dlq.left-out", "value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"application\":\"acme\",\"delivery\":\"code\",\"email\":1}",
                "{\"kind\":\"code\",\"codeLength\":6}",
                "{\"delivery\":\"link\",\"linkTtl\":\"PT1H\",\"smtpCode\":550}"
            })
    void aRecordThatOnlySpeaksOfCodesAndLinksGoesAsFound(String harmless) {
        assertThat(DeadLetters.of(found("otp.requests", "key", utf8(harmless)), "issuer", "unparseable")
                        .value())
                .isEqualTo(utf8(harmless));
    }

    @Test
    void aRecordThatFillsATopicGoesAsAPointer() {
        ProducerRecord<byte[], byte[]> letter =
                DeadLetters.of(found("otp.requests", "key", new byte[1024 * 1024 - 100]), "issuer", "unparseable");

        assertThat(letter.value()).isNull();
        assertThat(letter.key()).isNull();
        assertThat(headersOf(letter))
                .containsEntry("dlq.left-out", "too-large")
                .containsEntry("dlq.topic", "otp.requests")
                .containsEntry("dlq.offset", "7");
    }

    @Test
    void tenThousandHeadersStayBehind() {
        for (int i = 0; i < 10_000; i++) {
            headers.add("h" + i, utf8("x"));
        }

        ProducerRecord<byte[], byte[]> letter =
                DeadLetters.of(found("otp.requests", "key", utf8("value")), "issuer", "too-many-headers");

        assertThat(letter.value()).isEqualTo(utf8("value"));
        assertThat(headersOf(letter)).hasSize(7).containsEntry("dlq.left-out", "headers");
    }

    @Test
    void oneHeaderOfAMegabyteStaysBehind() {
        headers.add("h", new byte[1024 * 1024]);

        assertThat(headersOf(DeadLetters.of(found("otp.requests", "key", utf8("value")), "issuer", "unparseable")))
                .doesNotContainKey("h");
    }

    @Test
    void aHeaderThatPretendsToBeOursIsDropped() {
        headers.add("dlq.topic", utf8("otp.innocent"));

        ProducerRecord<byte[], byte[]> letter =
                DeadLetters.of(found("otp.requests", "key", utf8("value")), "issuer", "unparseable");

        assertThat(letter.headers().headers("dlq.topic")).hasSize(1);
        assertThat(headersOf(letter)).containsEntry("dlq.topic", "otp.requests");
    }

    @Test
    void aReasonThatMightQuoteTheRecordIsLeftOut() {
        assertThat(headersOf(DeadLetters.of(
                        found("otp.requests", "key", utf8("value")), "issuer", "bad address canary@example.com")))
                .containsEntry("dlq.reason", "unprocessable");
    }

    @Test
    void aHeaderWithoutValueAndARecordWithoutKeyAreNoObstacle() {
        headers.add("h", null);
        ConsumerRecord<byte[], byte[]> bare = new ConsumerRecord<>("otp.requests", 0, 0, null, utf8("value"));

        assertThat(DeadLetters.of(bare, "issuer", "no-type").key()).isNull();
        assertThat(DeadLetters.of(found("otp.requests", "key", utf8("value")), "issuer", "no-type")
                        .value())
                .isNotNull();
    }

    private ConsumerRecord<byte[], byte[]> found(String topic, String key, byte[] value) {
        return new ConsumerRecord<>(
                topic,
                3,
                7,
                1_800_000_000_000L,
                TimestampType.LOG_APPEND_TIME,
                key.length(),
                value.length,
                utf8(key),
                value,
                headers,
                Optional.empty());
    }

    private static Map<String, String> headersOf(ProducerRecord<byte[], byte[]> letter) {
        Map<String, String> found = new HashMap<>();
        letter.headers().forEach(h -> found.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        return found;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
