package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * I12, I13: no code and no address in any byte the system writes where it does not belong. Codes of ten digits, because
 * six occur by chance in what is captured here.
 */
class SecrecyIT {
    private static final int PEOPLE = 20;

    @Test
    void codesAndAddressesAreNowhereTheyDoNotBelong(@TempDir Path folder) throws Exception {
        List<String> codes = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        Map<String, byte[]> captured = new LinkedHashMap<>();
        Map<String, byte[]> withoutAddresses = new LinkedHashMap<>();

        try (Stack stack = Stack.up(folder);
                Topics topics = new Topics(stack.kafka())) {
            Applications.configure(stack, topics, "vault", "\"purposes\":{\"login\":{\"codeLength\":10}}");
            for (int i = 0; i < PEOPLE; i++) {
                Person person = new Person(stack, "vault", "Canary" + i + "@canary" + i + ".example");
                addresses.add("canary" + i + "@canary" + i + ".example");
                addresses.add("Canary" + i + "@canary" + i + ".example");
                codes.add(codeUsedIn(person));
            }
            poison(topics, addresses.getFirst());

            for (Topic topic : Topic.ALL) {
                capture(topics, topic, captured, withoutAddresses);
            }
            byte[] metrics =
                    Http.get(stack.gateway().resolve("/metrics")).raw().body().getBytes(StandardCharsets.UTF_8);
            captured.put("metrics", metrics);
            withoutAddresses.put("metrics", metrics);
        }
        byte[] log = Files.readAllBytes(folder.resolve("up.log"));
        captured.put("log", log);
        withoutAddresses.put("log", log);
        captured.putAll(filesBelow(folder.resolve("data")));

        assertThat(codes).hasSize(PEOPLE).allMatch(code -> code.length() == 10);
        assertThat(captured).hasSizeGreaterThan(50);
        assertThat(found(captured, codes)).as("codes").isEmpty();
        assertThat(found(withoutAddresses, addresses)).as("addresses").isEmpty();
    }

    /** Asks, fails once, verifies: what a code goes through. */
    private static String codeUsedIn(Person person) throws IOException {
        assertThat(person.ask("login").status()).isEqualTo(201);
        String code = person.codeOfMail(1);
        assertThat(person.verify("login", Person.wrong(code)).status()).isEqualTo(422);
        assertThat(person.verify("login", code).status()).isEqualTo(200);
        return code;
    }

    /** What cannot be processed must not make its way into a log or a header either. */
    private static void poison(Topics topics, String address) {
        byte[] broken = ("{\"application\":\"vault\",\"email\":\"" + address + "\",").getBytes(StandardCharsets.UTF_8);
        for (Topic topic : List.of(Topic.REQUESTS, Topic.EMAILS, Topic.VERIFICATIONS)) {
            topics.write(new ProducerRecord<>(topic.name(), broken));
            topics.await(
                    Topic.DEAD_LETTERS,
                    letter -> new String(
                                    letter.headers().lastHeader("dlq.topic").value(), StandardCharsets.UTF_8)
                            .equals(topic.name()));
        }
    }

    private static void capture(
            Topics topics, Topic topic, Map<String, byte[]> captured, Map<String, byte[]> withoutAddresses) {
        for (ConsumerRecord<byte[], byte[]> found : topics.all(topic)) {
            String name = topic.name() + "-" + found.partition() + "-" + found.offset();
            ByteArrayOutputStream around = new ByteArrayOutputStream();
            if (found.key() != null) {
                around.writeBytes(found.key());
            }
            for (Header header : found.headers()) {
                around.write(' ');
                around.writeBytes(header.value());
            }
            withoutAddresses.put(name, around.toByteArray());
            if (found.value() != null) {
                around.write(' ');
                around.writeBytes(found.value());
            }
            captured.put(name, around.toByteArray());
        }
    }

    /** Everything at rest but the inbox, the one place where codes are: broker log, database, state store, settings. */
    private static Map<String, byte[]> filesBelow(Path data) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> below = Files.walk(data)) {
            below.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(data.resolve("inbox")))
                    .forEach(file -> files.put(file.toString(), read(file)));
        }
        return files;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> found(Map<String, byte[]> captured, List<String> secrets) {
        Secrets wanted = new Secrets(secrets);
        List<String> found = new ArrayList<>();
        captured.forEach((name, bytes) -> wanted.in(bytes).forEach(form -> found.add(name + " holds " + form)));
        return found;
    }
}
