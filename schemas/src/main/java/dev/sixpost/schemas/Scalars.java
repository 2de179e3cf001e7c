package dev.sixpost.schemas;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Text, points in time and durations as JSON strings and as nothing else. */
final class Scalars {
    private static final Duration LONGEST = Duration.ofDays(3660);

    private Scalars() {}

    static SimpleModule module() {
        return new SimpleModule("scalars")
                .addDeserializer(String.class, new FromText<>(String.class, Scalars::clean))
                .addDeserializer(Instant.class, new FromText<>(Instant.class, Scalars::instant))
                .addDeserializer(Duration.class, new FromText<>(Duration.class, Scalars::duration))
                .addKeyDeserializer(String.class, new Key());
    }

    /** Refuses what no database and no UTF-8 encoder takes: U+0000, and half of a surrogate pair. */
    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException("U+0000 in a string");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new IllegalArgumentException("half a surrogate pair in a string");
                }
                i++;
            }
        }
        return text;
    }

    /** RFC 3339: years have four digits, so that arithmetic on the result cannot overflow. */
    static Instant instant(String text) {
        if (text.isEmpty() || !Character.isDigit(text.charAt(0)) || text.indexOf('T') != 10) {
            throw new DateTimeException("not an RFC 3339 date and time");
        }
        return Instant.parse(text);
    }

    private static Duration duration(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new DateTimeException("a duration is neither negative nor longer than ten years");
        }
        return duration;
    }

    private static final class FromText<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, T> reading;

        private FromText(Class<T> type, Function<String, T> reading) {
            super(type);
            this.reading = reading;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (T) context.handleUnexpectedToken(handledType(), parser);
            }
            try {
                return reading.apply(parser.getString());
            } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
                return context.reportInputMismatch(
                        this, "not a well-formed %s", handledType().getSimpleName());
            }
        }
    }

    private static final class Key extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            try {
                return clean(key);
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(String.class, "not a well-formed key");
            }
        }
    }
}
