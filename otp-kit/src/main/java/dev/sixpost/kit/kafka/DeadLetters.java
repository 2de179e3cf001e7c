package dev.sixpost.kit.kafka;

import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifyOtp;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be processed, as it goes to {@code otp.dead-letters}: as found, with where it was and why in {@code
 * dlq.*} headers. From {@code otp.verifications}, and where it calls itself a command to verify or has what such a command
 * presents, it goes without its value, which may be what somebody typed. What does not fit a record any more goes as
 * those headers alone, which say where the original is.
 */
public final class DeadLetters {
    /** Below the broker's default of 1 MiB for a record with all its parts. */
    private static final int MAX_BYTES = 900 * 1024;

    private static final int MAX_HEADERS = 64;
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private static final String COMMAND = VerifyOtp.class.getSimpleName();
    /** In JSON, in JSON within JSON, and in what was meant to be some. */
    private static final Pattern PRESENTED = Pattern.compile("\\b(?:code|link|guess)[\\\\\"']{0,4}\\s{0,8}[:=]");

    private static final String OWN = "dlq.";
    private static final Pattern WORD = Pattern.compile("[a-z0-9-]{1,64}");

    private DeadLetters() {}

    /** {@code reason} is a word such as {@code unparseable}; anything else is left out, it might quote the record. */
    public static ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> found, String service, String reason) {
        boolean headersFit = fit(found.headers());
        boolean secret = mayBeTyped(found);
        byte[] value = secret ? null : found.value();
        boolean fits = length(found.key()) + length(value) + MAX_HEADER_BYTES <= MAX_BYTES;
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(Topic.DEAD_LETTERS.name(), null, fits ? found.key() : null, fits ? value : null);
        if (headersFit) {
            copy(found.headers(), letter.headers());
        }
        letter.headers()
                .add(OWN + "topic", utf8(found.topic()))
                .add(OWN + "partition", utf8(Integer.toString(found.partition())))
                .add(OWN + "offset", utf8(Long.toString(found.offset())))
                .add(OWN + "timestamp", utf8(Long.toString(found.timestamp())))
                .add(OWN + "service", utf8(service))
                .add(OWN + "reason", utf8(WORD.matcher(reason).matches() ? reason : "unprocessable"));
        if (secret || !fits || !headersFit) {
            letter.headers().add(OWN + "left-out", utf8(leftOut(secret, fits)));
        }
        return letter;
    }

    /** A command lies on the wrong topic by a mistake of whoever wrote it; what it holds is no less live for that. */
    private static boolean mayBeTyped(ConsumerRecord<byte[], byte[]> found) {
        if (found.topic().equals(Topic.VERIFICATIONS.name())) {
            return true;
        }
        for (Header header : found.headers()) {
            if (header.key().equals("ce_type") && text(header.value()).contains(COMMAND)) {
                return true;
            }
        }
        String value = text(found.value());
        return value.contains(COMMAND) || PRESENTED.matcher(value).find();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Why a record that {@link #of} made is one; empty for any other. */
    public static Optional<String> reason(ProducerRecord<byte[], byte[]> letter) {
        return Optional.ofNullable(letter.headers().lastHeader(OWN + "reason"))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    private static String leftOut(boolean secret, boolean fits) {
        if (!fits) {
            return "too-large";
        }
        return secret ? "value" : "headers";
    }

    private static boolean fit(Headers headers) {
        int count = 0;
        int bytes = 0;
        for (Header header : headers) {
            count++;
            bytes += header.key().length() + length(header.value());
            if (count > MAX_HEADERS || bytes > MAX_HEADER_BYTES / 4) {
                return false;
            }
        }
        return true;
    }

    /** What calls itself ours without being so would hide the origin. */
    private static void copy(Headers from, Headers to) {
        for (Header header : from) {
            if (!header.key().startsWith(OWN)) {
                to.add(header);
            }
        }
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
