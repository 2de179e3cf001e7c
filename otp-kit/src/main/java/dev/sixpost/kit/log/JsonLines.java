package dev.sixpost.kit.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON object per line. Everything in it that somebody else may have written is bounded and goes through {@link
 * Addresses}, so that no library's message and no exception carries an address into the log.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final int MAX_TEXT = 2_000;
    private static final int MAX_PAIRS = 32;
    private static final int MAX_FRAMES = 16;
    private static final int MAX_CAUSES = 4;
    private static final Set<String> OURS = Set.of("time", "level", "logger", "thread", "message", "error");

    private final JsonFactory json = new JsonFactory();

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), line)) {
            out.writeStartObject();
            out.writeStringProperty(
                    "time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
            out.writeStringProperty("level", event.getLevel().toString());
            out.writeStringProperty("logger", event.getLoggerName());
            out.writeStringProperty("thread", clean(event.getThreadName()));
            out.writeStringProperty("message", clean(event.getFormattedMessage()));
            writePairs(out, event.getKeyValuePairs());
            writeError(out, event.getThrowableProxy());
            out.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void writePairs(JsonGenerator out, @Nullable List<KeyValuePair> pairs) {
        if (pairs == null) {
            return;
        }
        for (KeyValuePair pair : pairs.subList(0, Math.min(pairs.size(), MAX_PAIRS))) {
            String name = OURS.contains(pair.key) ? pair.key + "_" : pair.key;
            switch (pair.value) {
                case Integer number -> out.writeNumberProperty(name, number);
                case Long number -> out.writeNumberProperty(name, number);
                case Boolean truth -> out.writeBooleanProperty(name, truth);
                case null, default -> out.writeStringProperty(name, clean(textOf(pair.value)));
            }
        }
    }

    /** Whatever a value does when it is asked for its text, the line is written. */
    private static String textOf(@Nullable Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException e) {
            return "[" + e.getClass().getSimpleName() + "]";
        }
    }

    private static void writeError(JsonGenerator out, @Nullable IThrowableProxy thrown) {
        IThrowableProxy error = thrown;
        int depth = 0;
        if (error == null) {
            return;
        }
        out.writeArrayPropertyStart("error");
        while (error != null && depth < MAX_CAUSES) {
            out.writeStartObject();
            out.writeStringProperty("type", error.getClassName());
            String message = error.getMessage();
            if (message != null) {
                out.writeStringProperty("message", clean(message));
            }
            writeFrames(out, error.getStackTraceElementProxyArray());
            out.writeEndObject();
            error = error.getCause();
            depth++;
        }
        out.writeEndArray();
    }

    private static void writeFrames(JsonGenerator out, StackTraceElementProxy @Nullable [] frames) {
        if (frames == null) {
            return;
        }
        out.writeArrayPropertyStart("at");
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            out.writeString(frames[i].getStackTraceElement().toString());
        }
        out.writeEndArray();
    }

    /** Masked before it is cut, lest half an address remains. */
    private static String clean(@Nullable String text) {
        String masked = Addresses.mask(String.valueOf(text));
        return masked.length() <= MAX_TEXT ? masked : masked.substring(0, MAX_TEXT) + "…";
    }
}
