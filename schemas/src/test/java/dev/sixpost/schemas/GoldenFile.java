package dev.sixpost.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import tools.jackson.databind.JsonNode;

/** A record as it lay on a topic when its file was committed: {@code golden/<EventName>/<variant>.json}. */
record GoldenFile(String event, String variant, JsonNode content) {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    static List<GoldenFile> all() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER, 2)) {
            return files.filter(f -> f.toString().endsWith(".json"))
                    .sorted()
                    .map(GoldenFile::read)
                    .toList();
        }
    }

    private static GoldenFile read(Path file) {
        try {
            return new GoldenFile(
                    FOLDER.relativize(file).getName(0).toString(),
                    FOLDER.relativize(file).getName(1).toString().replace(".json", ""),
                    Json.STRICT.readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Class<? extends Event> type() {
        return EventTypes.find("otp." + event + ".v1").orElseThrow();
    }

    String topic() {
        return content.get("topic").asString();
    }

    String key() {
        return content.get("key").asString();
    }

    Headers headers() {
        RecordHeaders headers = new RecordHeaders();
        content.get("headers")
                .properties()
                .forEach(h -> headers.add(h.getKey(), h.getValue().asString().getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    JsonNode value() {
        return content.get("value");
    }

    ConsumerRecord<byte[], byte[]> record() {
        byte[] key = key().getBytes(StandardCharsets.UTF_8);
        byte[] value = Json.LENIENT.writeValueAsBytes(value());
        return new ConsumerRecord<>(
                topic(),
                content.get("partition").asInt(),
                content.get("offset").asLong(),
                content.get("timestamp").asLong(),
                TimestampType.LOG_APPEND_TIME,
                key.length,
                value.length,
                key,
                value,
                headers(),
                Optional.empty());
    }

    @Override
    public String toString() {
        return event + "/" + variant;
    }
}
