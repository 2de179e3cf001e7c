package dev.sixpost.standalone.up;

import dev.sixpost.embedded.EmbeddedDatabase;
import dev.sixpost.embedded.EmbeddedKafka;
import dev.sixpost.embedded.inbox.Inbox;
import dev.sixpost.standalone.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Starts the embedded parts and answers with the variables by which services find them. */
final class Infrastructure {
    private static final long PATIENCE_SECONDS = 90;

    private final Layout layout;
    private final DataFolder data;
    private final Closing closing;

    Infrastructure(Layout layout, DataFolder data, Closing closing) {
        this.layout = layout;
        this.data = data;
        this.closing = closing;
    }

    Map<String, String> start() throws Exception {
        List<Callable<Map<String, String>>> parts = new ArrayList<>();
        if (layout.kafka()) {
            parts.add(this::kafka);
        }
        parts.add(layout.postgres() ? this::postgres : this::withoutPostgres);
        if (layout.inbox()) {
            parts.add(this::inbox);
        }
        Map<String, String> variables = new HashMap<>();
        Side.bySide("start-", PATIENCE_SECONDS, parts).forEach(variables::putAll);
        return variables;
    }

    private Map<String, String> kafka() {
        EmbeddedKafka kafka = started(() -> EmbeddedKafka.start(data.kafka(), layout.port("OTP_KAFKA_PORT")));
        closing.then(kafka::close);
        return Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    }

    /** What does not start says why, for the person who starts it. */
    private static <T> T started(Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalStateException e) {
            throw new Failure("The stack does not start: " + e.getMessage() + ".", e);
        }
    }

    private Map<String, String> withoutPostgres() {
        EmbeddedDatabase.stopOrphan(data.postgres());
        return Map.of();
    }

    /** Being stopped while it starts, it must not stay behind: nobody would know of it. */
    private Map<String, String> postgres() {
        closing.then(() -> EmbeddedDatabase.stopOrphan(data.postgres()));
        EmbeddedDatabase database =
                started(() -> EmbeddedDatabase.start(data.postgres(), layout.port("OTP_POSTGRES_PORT")));
        closing.then(database::close);
        return Map.of(
                "DATABASE_URL", database.jdbcUrl(),
                "DATABASE_USERNAME", database.username(),
                "DATABASE_PASSWORD", database.password());
    }

    private Map<String, String> inbox() {
        Inbox inbox = Inbox.start(
                data.inbox(),
                layout.port("OTP_INBOX_SMTP_PORT"),
                layout.port("OTP_INBOX_HTTP_PORT"),
                new MailGallery());
        closing.then(inbox::close);
        return Map.of(
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", Integer.toString(inbox.smtpPort()),
                "SMTP_SECURITY", "none");
    }
}
