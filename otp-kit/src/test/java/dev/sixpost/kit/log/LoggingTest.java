package dev.sixpost.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LoggingTest {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();

    @BeforeEach
    void listen() {
        seen.start();
        root.addAppender(seen);
        Logging.install();
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(seen);
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    @Test
    void thePlatformsOwnLogEndsInOurs() {
        LogRecord record = new LogRecord(java.util.logging.Level.WARNING, "mail to {0} failed");
        record.setLoggerName("some.library");
        record.setParameters(new Object[] {"somebody"});
        record.setThrown(new IllegalStateException("why"));

        java.util.logging.Logger.getLogger("some.library").log(record);

        assertThat(seen.list).singleElement().satisfies(event -> {
            assertThat(event.getLoggerName()).isEqualTo("some.library");
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).isEqualTo("mail to somebody failed");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("why");
        });
    }

    @Test
    void whatALibraryTracesStaysOut() {
        java.util.logging.Logger.getLogger("some.library").finest("AUTH PLAIN secret");

        assertThat(seen.list).isEmpty();
    }

    @Test
    void anExceptionThatEndsAThreadIsLoggedAndNotPrinted() throws Exception {
        Thread thread = Thread.ofPlatform().name("doomed").start(() -> {
            throw new IllegalStateException("why");
        });
        thread.join(5_000);

        assertThat(seen.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage()).isEqualTo("a thread ended with an error"));
    }
}
