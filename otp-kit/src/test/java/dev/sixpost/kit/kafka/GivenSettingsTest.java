package dev.sixpost.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.config.ConfigurationException;
import dev.sixpost.kit.config.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GivenSettingsTest {
    private static final String PLAIN_LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required" + " username=\"ada\" password=\"ada\";";

    private final Map<String, String> variables = new HashMap<>(Map.of("KAFKA_BOOTSTRAP_SERVERS", "broker:9092"));

    @Test
    void anyClientSettingIsPassedOnToTheClientsThatKnowIt() {
        variables.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        variables.put("KAFKA_SASL_JAAS_CONFIG", "secret");
        variables.put("KAFKA_LINGER_MS", "1");

        assertThat(producer()).containsEntry("bootstrap.servers", "broker:9092");
        assertThat(producer()).containsEntry("security.protocol", "SASL_SSL").containsEntry("linger.ms", "1");
        assertThat(producer()).containsEntry("sasl.jaas.config", "secret");
        Map<String, Object> admin = new HashMap<>();
        given().addTo(admin, AdminClientConfig.configNames());
        assertThat(admin).containsEntry("security.protocol", "SASL_SSL").doesNotContainKey("linger.ms");
    }

    @Test
    void whatAPlatformInjectsIsPassedOver() {
        variables.put("KAFKA_PORT_9092_TCP_ADDR", "10.0.0.1");
        variables.put("KAFKA_SERVICE_HOST", "10.0.0.1");
        variables.put("KAFKA_OPTS", "-Xmx1g");

        assertThat(producer()).containsOnlyKeys("bootstrap.servers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KAFKA_ACKS",
                "KAFKA_ISOLATION_LEVEL",
                "KAFKA_ENABLE_AUTO_COMMIT",
                "KAFKA_GROUP_ID",
                "KAFKA_ENABLE_IDEMPOTENCE"
            })
    void whatTheGuaranteesRestOnCannotBeSet(String name) {
        variables.put(name, "1");
        Environment env = Environment.of(variables);
        GivenSettings.from(env);

        assertThatThrownBy(env::check)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name + " cannot be set");
    }

    @ParameterizedTest
    @CsvSource({"KAFKA_SECURITY_PROTOCOL,SASL-SSL", "KAFKA_LINGER_MS,soon", "KAFKA_BOOTSTRAP_SERVERS,broker"})
    void aValueThatNoClientTakesIsAProblemOfItsVariableAndIsNotQuoted(String name, String value) {
        variables.put(name, value);
        Environment env = Environment.of(variables);
        GivenSettings.from(env);

        assertThatThrownBy(env::check)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name)
                .hasMessageNotContaining(value);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "KAFKA_REQUEST_TIMEOUT_MS,30000,request.timeout.ms",
                "KAFKA_SASL_JAAS_CONFIG,,JAAS",
                "KAFKA_SASL_JAAS_CONFIG,PlainLoginModule required password=\"ada\" hunter2;,Value not specified",
                "KAFKA_SSL_TRUSTSTORE_LOCATION,/no/such/store,keystore"
            })
    void settingsThatMakeNoClientTogetherAreToldAtOnceInKafkasWords(String name, @Nullable String value, String word) {
        variables.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        variables.put("KAFKA_SASL_MECHANISM", "PLAIN");
        variables.put("KAFKA_SASL_JAAS_CONFIG", PLAIN_LOGIN);
        variables.put(name, value == null ? "" : value);
        Environment env = Environment.of(variables);
        KafkaClients.from(env);

        assertThatThrownBy(env::check)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("KAFKA_… make no client together")
                .hasMessageContaining(word)
                .hasMessageNotContainingAny("hunter2", "30000", "/no/such");
    }

    @Test
    void settingsThatGoTogetherAreNoProblemWhetherOrNotABrokerAnswers() {
        variables.put("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
        variables.put("KAFKA_SASL_MECHANISM", "PLAIN");
        variables.put("KAFKA_SASL_JAAS_CONFIG", PLAIN_LOGIN);
        Environment env = Environment.of(variables);
        KafkaClients.from(env);

        assertThatCode(env::check).doesNotThrowAnyException();
    }

    @Test
    void aSettingWhoseOwnNameEndsInFileIsTakenAsItStands() {
        variables.put("KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE", "/run/assertion");
        variables.put("KAFKA_SASL_JAAS_CONFIG_FILE", "/no/such/file");
        Environment env = Environment.of(variables);
        Map<String, Object> settings = new HashMap<>();
        GivenSettings.from(env).addTo(settings, AdminClientConfig.configNames());

        assertThat(settings).containsEntry("sasl.oauthbearer.assertion.file", "/run/assertion");
        assertThatThrownBy(env::check).hasMessage("KAFKA_SASL_JAAS_CONFIG_FILE names a file that cannot be read");
    }

    @Test
    void withoutABrokerToAskItIsAProblem() {
        Environment env = Environment.of(Map.of());
        GivenSettings.from(env);

        assertThatThrownBy(env::check).hasMessage("KAFKA_BOOTSTRAP_SERVERS is required");
    }

    @Test
    void noSecretIsPrinted() {
        variables.put("KAFKA_SASL_JAAS_CONFIG", "secret");

        assertThat(given().toString()).contains("sasl.jaas.config").doesNotContain("secret");
    }

    @Test
    void everySettingIsOneThatItsClientKnowsAndAccepts() {
        assertThat(ProducerConfig.configNames())
                .containsAll(ClientSettings.transactionalProducer("a", "b").keySet());
        assertThat(ConsumerConfig.configNames())
                .containsAll(ClientSettings.groupConsumer("a", "b", "c").keySet());
        assertThat(ConsumerConfig.configNames())
                .containsAll(ClientSettings.shareConsumer("a", "b", 5).keySet());
        assertThat(AdminClientConfig.configNames())
                .containsAll(ClientSettings.admin("a").keySet());
    }

    @Test
    void aDeadProducersTransactionIsGivenUpWithinTenSecondsAndALivingOneIsQuick() {
        assertThat(ClientSettings.transactionalProducer("a", "b"))
                .containsEntry("transaction.timeout.ms", 10_000)
                .containsEntry("retry.backoff.ms", 2);
    }

    /** A record that is written anew, not repeated, may be there twice. */
    @Test
    void whatNobodyWaitsForIsRepeatedUntilNoCodeLivesAnyMore() {
        Duration longestCode = Duration.ofMinutes(10);

        assertThat(ClientSettings.gatheringProducer("a"))
                .hasEntrySatisfying(
                        "delivery.timeout.ms",
                        timeout -> assertThat(((Integer) timeout).longValue()).isGreaterThan(longestCode.toMillis()));
    }

    @Test
    void aStreamsApplicationGetsThePrefixesItUnderstands() {
        Map<String, Object> settings =
                KafkaClients.from(Environment.of(variables)).streams("otp-verifier", Path.of("state"), 3);

        assertThat(settings)
                .containsEntry("application.id", "otp-verifier")
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("producer.linger.ms", 0)
                .containsEntry("producer.max.in.flight.requests.per.connection", 1)
                .containsEntry("consumer.session.timeout.ms", 6_000)
                .containsEntry("replication.factor", 3)
                .containsEntry("topic.min.insync.replicas", "2");
    }

    @Test
    void whatIsGivenReachesAStreamsApplicationUnderEveryPrefix() {
        variables.put("KAFKA_LINGER_MS", "7");

        assertThat(KafkaClients.from(Environment.of(variables)).streams("otp-verifier", Path.of("state"), 3))
                .containsEntry("producer.linger.ms", "7");
    }

    private GivenSettings given() {
        return GivenSettings.from(Environment.of(variables));
    }

    private Map<String, Object> producer() {
        Map<String, Object> settings = new HashMap<>();
        given().addTo(settings, ProducerConfig.configNames());
        return settings;
    }
}
