package dev.sixpost.kit.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment variables a service is configured by. Reading a name declares it; a problem is noted and answered
 * with the fallback, so that all of them are found before {@link #check} reports them. Every name also has a {@code
 * …_FILE} form. No message, and no {@code toString}, holds a value. For one thread.
 */
public final class Environment {
    private static final Logger LOG = LoggerFactory.getLogger(Environment.class);

    private static final String OWN = "OTP_";
    private static final int SHORTEST_SECRET = 6;
    private static final String UNREADABLE = "has a form that cannot be read";

    /** Names that some service or the one command reads; none of them is unknown to the others. */
    private static final Set<String> KNOWN = Set.of(
            "OTP_ADMIN_TOKEN",
            "OTP_BIND_ADDRESS",
            "OTP_DATA",
            "OTP_DISPOSABLE_DOMAINS",
            "OTP_HTTP_CLIENT_RATE",
            "OTP_HTTP_MAX_CONNECTIONS",
            "OTP_HTTP_MAX_STREAMS",
            "OTP_HTTP_PORT",
            "OTP_INBOX_HTTP_PORT",
            "OTP_INBOX_SMTP_PORT",
            "OTP_INSTANCE",
            "OTP_KAFKA_PORT",
            "OTP_KEYS",
            "OTP_OPS_PORT",
            "OTP_POSTGRES_PORT",
            "OTP_PUBLIC_URL",
            "OTP_TRUSTED_PROXIES",
            "OTP_VIEW_ENTRIES");

    private final Variables variables;
    private final SortedSet<String> problems = new TreeSet<>();
    private final SortedSet<String> known = new TreeSet<>(KNOWN);

    private Environment(Map<String, String> variables) {
        this.variables = new Variables(variables, this::problem);
    }

    public static Environment of(Map<String, String> variables) {
        return new Environment(variables);
    }

    public Optional<String> text(String name) {
        known.add(name);
        return variables.find(name);
    }

    public String text(String name, String fallback) {
        return text(name).orElse(fallback);
    }

    /** Empty, and a problem, where it is missing. */
    public String required(String name) {
        return text(name).orElseGet(() -> {
            problem(name, "is required");
            return "";
        });
    }

    public int number(String name, int fallback, int min, int max) {
        return parsed(name, Integer.toString(fallback), text -> whole(text, min, max), fallback);
    }

    /** ISO 8601, such as {@code PT10S}. */
    public Duration duration(String name, Duration fallback, Duration min, Duration max) {
        return parsed(name, fallback.toString(), text -> span(text, min, max), fallback);
    }

    /**
     * What {@code parser} makes of the value, or of {@code fallbackText} where there is none. The parser refuses with an
     * IllegalArgumentException whose message completes "NAME …" and does not quote what it was given.
     */
    public <T extends @Nullable Object> T parsed(
            String name, String fallbackText, Function<String, T> parser, T onProblem) {
        String value = text(name, fallbackText);
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            problem(name, reason(e, value));
            return onProblem;
        }
    }

    /** The variables whose names start with {@code prefix}, sorted; {@code …_FILE} forms under their plain name. */
    public SortedMap<String, String> startingWith(String prefix) {
        return startingWith(prefix, name -> false);
    }

    /** The same; a name that {@code literal} knows stands for itself, also where it ends in {@code _FILE}. */
    public SortedMap<String, String> startingWith(String prefix, Predicate<String> literal) {
        SortedMap<String, String> found = variables.startingWith(prefix, literal);
        known.addAll(found.keySet());
        return found;
    }

    /** Notes that a variable is wrong; {@code why} completes "NAME …" and never quotes the value. */
    public void problem(String variable, String why) {
        problems.add(variable + " " + why);
    }

    /** Names that look like ours and are not, each with what was probably meant. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (String name : variables.names()) {
            String plain =
                    name.endsWith(Variables.FILE) ? name.substring(0, name.length() - Variables.FILE.length()) : name;
            if (name.startsWith(OWN) && !known.contains(plain)) {
                warnings.add(name + " is not a known variable"
                        + NearestName.to(plain, known)
                                .map(near -> ", did you mean " + near + "?")
                                .orElse(""));
            }
        }
        return warnings;
    }

    /** To be called once everything has been read: logs the warnings, throws all the problems. */
    public void check() throws ConfigurationException {
        for (String warning : warnings()) {
            LOG.warn(warning);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(List.copyOf(problems));
        }
    }

    @Override
    public String toString() {
        return "Environment[" + problems.size() + " problems]";
    }

    private static int whole(String text, int min, int max) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, together with what is out of range.
        }
        throw new IllegalArgumentException("is not a whole number from " + min + " to " + max);
    }

    private static Duration span(String text, Duration min, Duration max) {
        try {
            Duration span = Duration.parse(text.strip());
            if (span.compareTo(min) >= 0 && span.compareTo(max) <= 0) {
                return span;
            }
        } catch (DateTimeParseException e) {
            // Answered below, together with what is out of range.
        }
        throw new IllegalArgumentException("is not a duration such as PT10S, from " + min + " to " + max);
    }

    /** Library exceptions quote their input: only a plain refusal that does not is passed on. */
    private static String reason(IllegalArgumentException refusal, String value) {
        String message = refusal.getMessage();
        if (refusal.getClass() != IllegalArgumentException.class || message == null) {
            return UNREADABLE;
        }
        String secret = value.strip();
        return secret.length() >= SHORTEST_SECRET && message.contains(secret) ? UNREADABLE : message;
    }
}
