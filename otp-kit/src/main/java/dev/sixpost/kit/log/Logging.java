package dev.sixpost.kit.log;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Leads what would be printed past the log into it, where addresses are masked. */
public final class Logging {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Logging.class);

    private Logging() {}

    /** For the whole process: the platform's own logging, and exceptions that end a thread. */
    public static void install() {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(new PlatformLogs());
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> LOG.atError()
                .addKeyValue("thread", thread.getName())
                .setCause(thrown)
                .log("a thread ended with an error"));
    }
}
