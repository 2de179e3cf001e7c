package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.EmbeddedKafka;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a broker of the oldest version that is promised to do: that of the compose file. */
class OldestKafkaIT extends SpineScenarios {
    private static final Path JARS = Path.of(System.getProperty("sixpost.oldest-kafka"));

    private final int port = Ports.free().kafka();

    @TempDir
    private static Path folder;

    private @Nullable Process broker;

    /** The broker itself; {@code arguments} are its folder and its port. Runs until it is ended. */
    static final class Broker {
        private Broker() {}

        /** Of Kafka's jars on this class path, as they say themselves. */
        static String version() throws IOException {
            Properties named = new Properties();
            try (InputStream found = Broker.class.getResourceAsStream("/kafka/kafka-version.properties")) {
                named.load(found);
            }
            return named.getProperty("version");
        }

        public static void main(String[] arguments) throws InterruptedException, IOException {
            Path folder = Path.of(arguments[0]);
            Files.writeString(folder.resolve("version"), version());
            EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), Integer.parseInt(arguments[1]));
            new CountDownLatch(1).await();
            kafka.close();
        }
    }

    @Override
    Map<String, String> infrastructure() {
        try {
            broker = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:TieredStopAtLevel=1",
                            "--class-path",
                            classPath(),
                            Broker.class.getName(),
                            folder.toString(),
                            "" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("kafka.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port);
    }

    /** What the tests have, with that broker's jars instead of Kafka's own. */
    private static String classPath() throws IOException {
        String group = Path.of("org", "apache", "kafka").toString();
        Stream<String> others = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains(group));
        try (Stream<Path> jars = Files.list(JARS)) {
            return Stream.concat(jars.map(Path::toString), others).collect(Collectors.joining(File.pathSeparator));
        }
    }

    @Test
    void itIsThatBroker() throws IOException {
        String version = Files.readString(folder.resolve("version"));

        assertThat(JARS.resolve("kafka_2.13-" + version + ".jar")).exists();
        assertThat(version).isNotEqualTo(Broker.version());
    }

    @AfterAll
    void brokerIsDown() throws InterruptedException {
        Process running = broker;
        if (running != null) {
            running.destroyForcibly();
            assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
