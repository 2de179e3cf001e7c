package dev.sixpost.schemas;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the schema of settings says about one text. */
final class SettingsText {
    /** By the patterns of the schema, which are a dozen. */
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private SettingsText() {}

    static Optional<String> fault(JsonNode schema, String text) {
        int length = text.codePointCount(0, text.length());
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        int least = schema.path("minLength").asInt(0);
        if (length < least || length > most) {
            return Optional.of("Must have " + least + " to " + most + " characters.");
        }
        boolean fits = isText(text)
                && isOneOf(schema.path("enum"), text)
                && (!schema.has("not") || !isOneOf(schema.at("/not/enum"), text))
                && (!schema.has("pattern")
                        || pattern(schema.get("pattern").asString())
                                .matcher(text)
                                .matches())
                && isWellFormed(schema, text);
        return fits
                ? Optional.empty()
                : Optional.of("Not allowed here. " + schema.path("description").asString(""));
    }

    private static boolean isText(String text) {
        try {
            return Scalars.clean(text).equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isOneOf(JsonNode values, String text) {
        return values.isMissingNode()
                || values.valueStream().anyMatch(value -> value.asString().equals(text));
    }

    private static boolean isWellFormed(JsonNode schema, String text) {
        try {
            return switch (schema.path("format").asString("")) {
                case "duration" -> isWithin(schema, Duration.parse(text));
                case "date-time" -> Scalars.instant(text).getEpochSecond() > 0;
                default -> true;
            };
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    /** Bounds of durations, which JSON Schema has no words for, are {@code x-minimum} and {@code x-maximum}. */
    private static boolean isWithin(JsonNode schema, Duration duration) {
        Duration least = Duration.parse(schema.path("x-minimum").asString("PT0S"));
        Duration most = Duration.parse(schema.path("x-maximum").asString("P31D"));
        return duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
    }

    private static Pattern pattern(String regex) {
        return PATTERNS.computeIfAbsent(regex, Pattern::compile);
    }
}
