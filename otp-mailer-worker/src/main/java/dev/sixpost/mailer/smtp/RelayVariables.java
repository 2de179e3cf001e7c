package dev.sixpost.mailer.smtp;

import dev.sixpost.kit.config.Environment;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relays of the environment: {@code SMTP_HOST}… is {@code default} and comes first, {@code SMTP_<NAME>_HOST}… follow
 * by name. {@code …_SERVICE_HOST} is passed over with a warning: Kubernetes injects it for each service of the namespace.
 * Every problem is noted with the environment.
 */
public final class RelayVariables {
    private static final Logger LOG = LoggerFactory.getLogger(RelayVariables.class);

    /** The explicit word for SMTP in the clear to another machine. */
    static final String INSECURE = "none-insecure";

    private static final Pattern HOST = Pattern.compile("SMTP_(?:([A-Z0-9]+(?:_[A-Z0-9]+)*)_)?HOST");
    private static final Pattern INJECTED = Pattern.compile("SMTP_(?:[A-Z0-9_]+_)?SERVICE_HOST");
    private static final int TLS_PORT = 465;
    private static final int INBOX_PORT = 1025;
    private static final int MAX_CONNECTIONS = 20;
    private static final int MOST_CONNECTIONS = 1_000;
    private static final int MAX_RELAYS = 32;

    private final Environment env;
    private final String helloName;

    private RelayVariables(Environment env, String helloName) {
        this.env = env;
        this.helloName = helloName;
    }

    /** {@code helloName} stands in EHLO. */
    public static List<RelaySettings> read(Environment env, String helloName) {
        env.required("SMTP_HOST");
        RelayVariables variables = new RelayVariables(env, helloName);
        List<RelaySettings> relays = new ArrayList<>();
        relays.add(variables.relay(RelaySettings.DEFAULT_NAME, prefix(RelaySettings.DEFAULT_NAME)));
        for (String variable : env.startingWith("SMTP_").keySet()) {
            Matcher host = HOST.matcher(variable);
            if (INJECTED.matcher(variable).matches()) {
                LOG.atWarn()
                        .addKeyValue("variable", variable)
                        .log("variable names a service of Kubernetes, no relay, and is passed over");
            } else if (host.matches() && host.group(1) != null) {
                relays.add(variables.relay(RelaySettings.name(host.group(1)), "SMTP_" + host.group(1) + "_"));
            }
        }
        if (relays.size() > MAX_RELAYS) {
            env.problem("SMTP_HOST", "and its like name more than " + MAX_RELAYS + " relays");
        }
        return relays;
    }

    /** What the names of a relay's variables begin with. */
    public static String prefix(String relay) {
        return relay.equals(RelaySettings.DEFAULT_NAME)
                ? "SMTP_"
                : "SMTP_" + relay.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
    }

    private RelaySettings relay(String name, String prefix) {
        String host = env.text(prefix + "HOST", "");
        int port = env.number(prefix + "PORT", TLS_PORT, 1, 65_535);
        Security security = env.parsed(
                prefix + "SECURITY", fallback(host, port), text -> security(text.strip(), host), Security.TLS);
        String username = env.text(prefix + "USERNAME").orElse(null);
        String password = env.text(prefix + "PASSWORD").orElse(null);
        requireBoth(prefix, username, password);
        return new RelaySettings(
                name,
                host,
                port,
                security,
                username,
                password,
                helloName,
                env.number(prefix + "MAX_CONNECTIONS", MAX_CONNECTIONS, 1, MOST_CONNECTIONS),
                timeouts());
    }

    private Timeouts timeouts() {
        Duration least = Duration.ofMillis(100);
        return new Timeouts(
                env.duration("SMTP_CONNECT_TIMEOUT", Timeouts.DEFAULT.connect(), least, Duration.ofMinutes(1)),
                env.duration("SMTP_REPLY_TIMEOUT", Timeouts.DEFAULT.reply(), least, Duration.ofMinutes(5)),
                env.duration("SMTP_TOTAL_TIMEOUT", Timeouts.DEFAULT.total(), least, Duration.ofMinutes(5)),
                env.duration("SMTP_DOT_TIMEOUT", Timeouts.DEFAULT.dot(), least, Duration.ofMinutes(10)));
    }

    private void requireBoth(String prefix, @Nullable String username, @Nullable String password) {
        if (username != null && password == null) {
            env.problem(prefix + "PASSWORD", "is missing beside " + prefix + "USERNAME");
        }
        if (username == null && password != null) {
            env.problem(prefix + "USERNAME", "is missing beside " + prefix + "PASSWORD");
        }
    }

    /** By port: 465 is TLS, 1025 on this machine is a development inbox, anything else has to offer STARTTLS. */
    private static String fallback(String host, int port) {
        return switch (port) {
            case TLS_PORT -> "tls";
            case INBOX_PORT -> loopback(host) ? "none" : "starttls";
            default -> "starttls";
        };
    }

    private static Security security(String word, String host) {
        return switch (word) {
            case "tls" -> Security.TLS;
            case "starttls" -> Security.STARTTLS;
            case INSECURE -> Security.NONE;
            case "none" -> {
                if (!loopback(host)) {
                    throw new IllegalArgumentException("would send codes in the clear to another machine; where that is"
                            + " wanted, the word is " + INSECURE);
                }
                yield Security.NONE;
            }
            default -> throw new IllegalArgumentException("is none of tls, starttls, none, " + INSECURE);
        };
    }

    /** Names are not looked up: what they stand for may change. */
    private static boolean loopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
