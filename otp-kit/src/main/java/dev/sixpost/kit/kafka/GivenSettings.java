package dev.sixpost.kit.kafka;

import dev.sixpost.kit.config.Environment;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code KAFKA_SASL_MECHANISM} and its like as the client settings they name. What no client knows is passed over with a
 * warning: container platforms inject names of their own.
 */
final class GivenSettings {
    private static final Logger LOG = LoggerFactory.getLogger(GivenSettings.class);

    private static final String PREFIX = "KAFKA_";
    private static final String BOOTSTRAP_SERVERS = PREFIX + "BOOTSTRAP_SERVERS";

    private static final String ADDRESSES = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
    private static final String NOWHERE = "127.0.0.1:9";

    /** What a message may quote of a value, a login for example: a word of it. */
    private static final Pattern PARTS = Pattern.compile("[\\s\"'=;]+");

    private static final int LEAST_QUOTED = 3;

    private static final Pattern HOSTS = Pattern.compile("[^\\s,]+:\\d{1,5}(\\s*,\\s*[^\\s,]+:\\d{1,5})*");

    private static final List<ConfigDef> DEFINITIONS =
            List.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef());

    private final Map<String, String> settings;

    private GivenSettings(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    static GivenSettings from(Environment env) {
        Map<String, String> settings = new HashMap<>();
        String brokers = env.required(BOOTSTRAP_SERVERS);
        if (!brokers.isEmpty() && !HOSTS.matcher(brokers.strip()).matches()) {
            env.problem(BOOTSTRAP_SERVERS, "is not host:port, or several of them with commas between");
        }
        env.startingWith(PREFIX, name -> isKnown(setting(name))).forEach((name, value) -> {
            String setting = setting(name);
            if (ClientSettings.FIXED.contains(setting)) {
                env.problem(name, "cannot be set: what the services promise rests on it");
            } else if (DEFINITIONS.stream().anyMatch(known -> refuses(known, setting, value))) {
                env.problem(name, "has a value that Kafka's clients do not take for " + setting);
            } else if (isKnown(setting)) {
                settings.put(setting, value);
            } else {
                LOG.atWarn()
                        .addKeyValue("variable", name)
                        .log("variable names no Kafka client setting and is passed over");
            }
        });
        return new GivenSettings(settings);
    }

    private static String setting(String name) {
        return name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static boolean isKnown(String setting) {
        return DEFINITIONS.stream().anyMatch(known -> known.names().contains(setting));
    }

    private static boolean refuses(ConfigDef known, String setting, String value) {
        ConfigValue validated = known.validateAll(Map.of(setting, value)).get(setting);
        return validated != null && !validated.errorMessages().isEmpty();
    }

    /** Whether there is more than the brokers' addresses. */
    boolean areSpecial() {
        return settings.keySet().stream().anyMatch(name -> !name.equals(ADDRESSES));
    }

    /** The same, for clients that are not to reach anybody. */
    GivenSettings toNowhere() {
        Map<String, String> elsewhere = new HashMap<>(settings);
        elsewhere.put(ADDRESSES, NOWHERE);
        return new GivenSettings(elsewhere);
    }

    /** The text with nothing in it of what was given, not even a word of it. */
    String withoutValues(String text) {
        return settings.values().stream()
                .flatMap(PARTS::splitAsStream)
                .filter(part -> part.length() >= LEAST_QUOTED)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .reduce(text, (told, part) -> told.replace(part, "…"));
    }

    /** Those of the given settings that a client of the kind knows, also where the target has them under a prefix. */
    void addTo(Map<String, Object> target, Collection<String> knownNames) {
        settings.forEach((name, value) -> {
            if (knownNames.contains(name)) {
                target.put(name, value);
                target.computeIfPresent(StreamsSettings.PRODUCER + name, (prefixed, ours) -> value);
                target.computeIfPresent(StreamsSettings.CONSUMER + name, (prefixed, ours) -> value);
            }
        });
    }

    @Override
    public String toString() {
        return "GivenSettings" + settings.keySet();
    }
}
