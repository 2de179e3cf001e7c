package dev.sixpost.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How records say what they are: binary mode, structured mode, bare JSON, and what is none of them. */
class AttributesTest {
    private static final String REQUEST = "{\"application\":\"demo\",\"email\":\"canary@example.com\"}";
    private static final OtpRequested REQUESTED =
            new OtpRequested("demo", "canary@example.com", null, null, null, null, null, null, null, null);
    private static final String TYPE = "otp.OtpRequested.v1";
    private static final byte[] NOT_UTF_8 = {(byte) 0xC3, 0x28};

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(binary().without("ce_specversion"), "unsupported-version"),
                arguments(binary().without("ce_specversion").header("ce_specversion", "0.3"), "unsupported-version"),
                arguments(binary().without("ce_specversion").header("ce_specversion", "2.0"), "unsupported-version"),
                arguments(bare().header("ce_specversion", "0.3"), "unsupported-version"),
                arguments(Found.binary(Topic.REQUESTS, "otp.OtpRequested.v2"), "unknown-type"),
                arguments(Found.binary(Topic.REQUESTS, "canary@example.com"), "unknown-type"),
                arguments(Found.on(Topic.CHALLENGES), "no-type"),
                arguments(Found.on(Topic.EMAIL_VERIFIED).header("ce_id", "1"), "no-type"),
                arguments(Found.binary(Topic.RESULTS, TYPE).without("ce_id"), "no-id"),
                arguments(binary().header("ce_id", "id-2"), "duplicate-attribute"),
                arguments(binary().header("content-type", "application/json"), "duplicate-attribute"),
                arguments(binary().header("traceparent", "a").header("traceparent", "b"), "duplicate-attribute"),
                arguments(binary().without("ce_id").header("ce_id", NOT_UTF_8), "bad-attribute"),
                arguments(binary().without("ce_source").header("ce_source", NOT_UTF_8), "bad-attribute"),
                arguments(binary().without("ce_id").header("ce_id", ""), "bad-attribute"),
                arguments(binary().without("ce_id").header("ce_id", "a\u0000b"), "bad-attribute"),
                arguments(binary().without("ce_id").header("ce_id", "a\r\nb"), "bad-attribute"),
                arguments(binary().without("ce_id").header("ce_id", "x".repeat(257)), "bad-attribute"),
                arguments(binary().without("ce_source").header("ce_source", "x".repeat(1025)), "bad-attribute"),
                arguments(binary().without("ce_time").header("ce_time", "yesterday"), "bad-attribute"),
                arguments(
                        binary().without("ce_time").header("ce_time", "+1000000000-01-01T00:00:00Z"), "bad-attribute"),
                arguments(binary().header("", "value"), "bad-attribute"),
                arguments(withHeaders(10_000), "too-many-headers"),
                arguments(bare().header("content-type", "application/cloudevents-batch+json"), "unsupported-format"),
                arguments(bare().header("content-type", "application/cloudevents+avro"), "unsupported-format"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedForAReasonThatQuotesNothing(Found record, String reason) {
        assertThat(EventCodec.decode(record.with(REQUEST))).isEqualTo(new Decoded.Unreadable(reason));
    }

    @Test
    void bareJsonIsACommandIdentifiedByWhereItLies() {
        assertThat(EventCodec.decode(bare().with(REQUEST)))
                .isEqualTo(new Decoded.Read(new Envelope<>(
                        "otp.requests-3-42",
                        REQUESTED,
                        "/otp.requests",
                        Instant.ofEpochMilli(Found.TIMESTAMP),
                        null,
                        null)));
    }

    @Test
    void aBareCommandKeepsTheIdentityAndTraceItWasGiven() {
        Decoded decoded = EventCodec.decode(
                bare().header("ce_id", "mine").header("traceparent", "00-1-2-3").with(REQUEST));

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Read.class, read -> {
            assertThat(read.envelope().id()).isEqualTo("mine");
            assertThat(read.envelope().traceparent()).isEqualTo("00-1-2-3");
        });
    }

    @Test
    void aTypedCommandMayLackItsIdentity() {
        Decoded decoded = EventCodec.decode(binary().without("ce_id").with(REQUEST));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Read.class,
                        read -> assertThat(read.envelope().id()).isEqualTo("otp.requests-3-42"));
    }

    @Test
    void headersOfOthersAreLeftAlone() {
        Found record =
                binary().header("__TypeId__", NOT_UTF_8).header("b3", "1").header("b3", "2");

        assertThat(EventCodec.decode(record.with(REQUEST))).isInstanceOf(Decoded.Read.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "Application/CloudEvents+JSON; charset=UTF-8",
                " application/cloudevents+json "
            })
    void structuredModeSaysTheSameAsBinaryMode(String contentType) {
        String structured = "{\"specversion\":\"1.0\",\"id\":\"id-1\",\"type\":\"" + TYPE
                + "\",\"source\":\"/sixpost/test\",\"time\":\"2026-11-20T09:30:00Z\",\"causationid\":\"c\","
                + "\"traceparent\":\"t\",\"data\":" + REQUEST + "}";
        Found headers = binary().header("ce_causationid", "c").header("traceparent", "t");

        assertThat(EventCodec.decode(Found.on(Topic.REQUESTS)
                        .header("content-type", contentType)
                        .with(structured)))
                .isEqualTo(EventCodec.decode(headers.with(REQUEST)))
                .isInstanceOf(Decoded.Read.class);
    }

    @Test
    void dataOfAStructureMayBeInBase64() {
        String encoded = Base64.getEncoder().encodeToString(REQUEST.getBytes(StandardCharsets.UTF_8));
        String structured = "{\"specversion\":\"1.0\",\"id\":\"id-1\",\"type\":\"" + TYPE
                + "\",\"source\":\"/sixpost/test\",\"time\":\"2026-11-20T09:30:00Z\",\"data_base64\":\"" + encoded
                + "\"}";

        assertThat(EventCodec.decode(Found.on(Topic.REQUESTS)
                        .header("content-type", EventCodec.STRUCTURED)
                        .with(structured)))
                .isEqualTo(EventCodec.decode(binary().with(REQUEST)))
                .isInstanceOf(Decoded.Read.class);
    }

    static Stream<Arguments> badStructures() {
        return Stream.of(
                arguments("{\"specversion\":\"1.0\",\"type\":\"" + TYPE + "\",\"data_base64\":\"*\"}", "unparseable"),
                arguments(
                        "{\"specversion\":\"1.0\",\"type\":\"" + TYPE + "\",\"data_base64\":\"/w==\"}", "unparseable"),
                arguments("{\"specversion\":\"1.0\",\"type\":\"" + TYPE + "\",\"data_base64\":{}}", "no-data"),
                arguments("[]", "unparseable"),
                arguments("{\"specversion\":", "unparseable"),
                arguments("{}", "unsupported-version"),
                arguments("{\"specversion\":\"0.3\"}", "unsupported-version"),
                arguments("{\"specversion\":1.0}", "bad-attribute"),
                arguments("{\"specversion\":\"1.0\",\"type\":\"" + TYPE + "\"}", "no-data"),
                arguments("{\"specversion\":\"1.0\",\"data\":{}}", "no-type"),
                arguments("{\"specversion\":\"1.0\",\"id\":\"\\u0000\",\"data\":{}}", "bad-attribute"),
                arguments("{\"specversion\":\"1.0\",\"id\":\"" + "x".repeat(257) + "\",\"data\":{}}", "bad-attribute"),
                arguments("{\"specversion\":\"1.0\",\"id\":{\"a\":1},\"data\":{}}", "bad-attribute"),
                arguments(
                        "{\"specversion\":\"1.0\",\"type\":\"" + TYPE + "\",\"data\":\"" + "e30=" + "\"}",
                        "unparseable"),
                arguments("{\"specversion\":\"1.0\",\"type\":\"" + TYPE + "\",\"data\":null}", "unparseable"),
                arguments("{\"specversion\":\"1.0\",\"id\":\"1\",\"id\":\"2\"}", "unparseable"));
    }

    @ParameterizedTest
    @MethodSource("badStructures")
    void aBrokenStructureIsRefused(String value, String reason) {
        assertThat(EventCodec.decode(
                        bare().header("content-type", EventCodec.STRUCTURED).with(value)))
                .isEqualTo(new Decoded.Unreadable(reason));
    }

    private static Found binary() {
        return Found.binary(Topic.REQUESTS, TYPE);
    }

    private static Found bare() {
        return Found.on(Topic.REQUESTS);
    }

    private static Found withHeaders(int count) {
        Found record = binary();
        for (int i = 0; i < count; i++) {
            record.header("h" + i, "v".getBytes(StandardCharsets.US_ASCII));
        }
        return record;
    }
}
