package dev.sixpost.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile cases K-01 to K-11 and K-37: no record throws, and no reason quotes the record. */
class HostileRecordsTest {
    private static final String CANARY = "canary@example.com";
    private static final String ISSUED = """
        {"application":"acme","email":"canary@example.com","purpose":"signup","requestId":"r","challengeId":"c",\
        "expiresAt":"2026-11-20T09:40:00Z","resendAt":"2026-11-20T09:31:00Z","codeLength":6,"maxAttempts":5,\
        "resend":false}\
        """;
    private static final String ISSUED_TYPE = "otp.OtpIssued.v1";

    static Stream<Arguments> unparseable() {
        return Stream.of(
                arguments("no bytes (K-01)", new byte[0]),
                arguments("truncated (K-01)", bytes(ISSUED.substring(0, 60))),
                arguments("null literal", bytes("null")),
                arguments("array", bytes("[" + ISSUED + "]")),
                arguments("string", bytes("\"" + CANARY + "\"")),
                arguments("number", bytes("1")),
                arguments("two documents", bytes(ISSUED + ISSUED)),
                arguments("key twice", bytes(ISSUED.replace("{", "{\"application\":\"other\","))),
                arguments("key twice by escape", bytes(ISSUED.replace("{", "{\"\\u0065mail\":\"x@y.example\","))),
                arguments("comment", bytes("/* " + CANARY + " */" + ISSUED)),
                arguments("trailing comma", bytes(ISSUED.replace("}", ",}"))),
                arguments("single quotes", bytes(ISSUED.replace('"', '\''))),
                arguments("NaN", bytes(ISSUED.replace(":6", ":NaN"))),
                arguments("byte order mark", bytes("\uFEFF" + ISSUED)),
                arguments("UTF-16", ISSUED.getBytes(StandardCharsets.UTF_16LE)),
                arguments("Latin-1", ISSUED.replace("acme", "acm\u00e9").getBytes(StandardCharsets.ISO_8859_1)),
                arguments("overlong UTF-8", withBytes(0xC0, 0xAF)),
                arguments("surrogate in UTF-8", withBytes(0xED, 0xA0, 0x80)),
                arguments("half an escaped pair", bytes(ISSUED.replace("acme", "\\ud83d"))),
                arguments("escaped U+0000", bytes(ISSUED.replace("acme", "a\\u0000"))),
                arguments("number for string (K-37)", bytes(ISSUED.replace("\"r\"", "17"))),
                arguments("string for number", bytes(ISSUED.replace(":6", ":\"6\""))),
                arguments("fraction for integer", bytes(ISSUED.replace(":6", ":6.0"))),
                arguments("string for flag", bytes(ISSUED.replace("false", "\"false\""))),
                arguments("number for flag", bytes(ISSUED.replace("false", "0"))),
                arguments("number for time", bytes(ISSUED.replace("\"2026-11-20T09:40:00Z\"", "1795167000"))),
                arguments("time without zone", bytes(ISSUED.replace("09:40:00Z", "09:40:00"))),
                arguments("year of ten digits", bytes(ISSUED.replace("2026-11", "+1000000000-11"))),
                arguments("unknown purpose", bytes(ISSUED.replace("signup", "canary"))),
                arguments("purpose in Turkish capitals", bytes(ISSUED.replace("signup", "S\u0130GNUP"))),
                arguments("integer beyond its type", bytes(ISSUED.replace(":6", ":6000000000"))),
                arguments("100 000 digits (K-37)", bytes(ISSUED.replace(":6", ":" + "9".repeat(100_000)))),
                arguments("100 000 digits in passing", withMember("\"x\":" + "9".repeat(100_000))),
                arguments(
                        "nested 10 000 deep in passing",
                        withMember("\"x\":" + "[".repeat(10_000) + "]".repeat(10_000))),
                arguments("mandatory member missing", bytes(ISSUED.replace("\"maxAttempts\":5,", ""))),
                arguments("mandatory member null", bytes(ISSUED.replace("\"c\"", "null"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unparseable")
    void isUnparseable(String name, byte[] value) {
        assertThat(EventCodec.decode(issued().with(value))).as(name).isEqualTo(new Decoded.Unreadable("unparseable"));
    }

    @Test
    void theRecordTheseRowsSpoilIsReadable() {
        assertThat(EventCodec.decode(issued().with(ISSUED))).isInstanceOf(Decoded.Read.class);
    }

    @RepeatedTest(200)
    void randomBytesNeverThrow(RepetitionInfo repetition) {
        long seed = 20_261_120L + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        byte[] value = new byte[random.nextInt(400)];
        random.nextBytes(value);

        assertThat(EventCodec.decode(issued().with(value))).as("seed %d", seed).isInstanceOf(Decoded.Unreadable.class);
        assertThat(EventCodec.decode(Found.on(Topic.REQUESTS).with(value)))
                .as("seed %d", seed)
                .isInstanceOf(Decoded.Unreadable.class);
    }

    @RepeatedTest(200)
    void oneChangedByteNeverThrows(RepetitionInfo repetition) {
        long seed = 7_261_120L + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        byte[] value = bytes(ISSUED);
        value[random.nextInt(value.length)] = (byte) random.nextInt(256);

        assertThat(EventCodec.decode(issued().with(value))).as("seed %d", seed).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"__proto__\":{\"application\":\"evil\"}",
                "\"@class\":\"javax.script.ScriptEngineManager\"",
                "\"@type\":\"java.net.URL\"",
                "\"constructor\":{\"prototype\":{}}",
                "\"laterMember\":{\"a\":[1,2.5,null,true]}",
                "\"Email\":\"other@example.com\""
            })
    void membersNobodyKnowsArePassedOver(String member) {
        Decoded plain = EventCodec.decode(issued().with(ISSUED));

        assertThat(EventCodec.decode(issued().with(withMember(member)))).isEqualTo(plain);
    }

    @Test
    void aRecordWithoutValueIsATombstoneWhateverItsHeaders() {
        byte[] none = null;
        ConsumerRecord<byte[], byte[]> bare = Found.on(Topic.REQUESTS).with(none);
        ConsumerRecord<byte[], byte[]> typed = issued().with(none);

        assertThat(EventCodec.decode(bare)).isEqualTo(new Decoded.Tombstone());
        assertThat(EventCodec.decode(typed)).isEqualTo(new Decoded.Tombstone());
    }

    @Test
    void aValueOverOneMebibyteIsNotEvenParsed() {
        byte[] value = bytes(ISSUED.replace("{", "{" + " ".repeat(1024 * 1024)));

        assertThat(EventCodec.decode(issued().with(value))).isEqualTo(new Decoded.Unreadable("too-large"));
    }

    private static Found issued() {
        return Found.binary(Topic.CHALLENGES, ISSUED_TYPE);
    }

    private static byte[] withMember(String member) {
        return bytes(ISSUED.replace("{", "{" + member + ","));
    }

    private static byte[] withBytes(int... raw) {
        String[] around = ISSUED.split("acme", 2);
        byte[] middle = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            middle[i] = (byte) raw[i];
        }
        byte[] before = bytes(around[0]);
        byte[] after = bytes(around[1]);
        byte[] all = new byte[before.length + middle.length + after.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(middle, 0, all, before.length, middle.length);
        System.arraycopy(after, 0, all, before.length + middle.length, after.length);
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
