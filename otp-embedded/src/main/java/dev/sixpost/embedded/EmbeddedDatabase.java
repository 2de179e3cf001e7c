package dev.sixpost.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server from its Maven artifact, listening on loopback only, also where this process runs as root. What it
 * committed is in the page cache and so survives the death of any process, though not that of the machine.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String DATABASE = "postgres";
    private static final String CLUSTER = "cluster";
    private static final String USERNAME = "postgres";
    private static final Duration START = Duration.ofSeconds(60);
    /** Between choosing a free port and listening on it another process may take it. */
    private static final int PORT_CHOICES = 3;

    static {
        // Where the binaries are unpacked: not in the temporary folder, where others could put theirs before us.
        System.setProperty(
                "ot.epg.working-dir",
                Path.of(System.getProperty("user.home"), ".cache", "sixpost", "postgres")
                        .toString());
    }

    private final EmbeddedPostgres server;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /** Stops the server that runs on the folder: one that a killed process left, or one that is still starting. */
    public static void stopOrphan(Path dataDir) {
        new Postmaster(dataDir.toAbsolutePath().resolve(CLUSTER)).clear();
    }

    /** Whether a server that a killed process left running on the folder has that port. */
    public static boolean orphanHolds(Path dataDir, int port) {
        return new Postmaster(dataDir.toAbsolutePath().resolve(CLUSTER)).holds(port);
    }

    /**
     * Starts a server that answers when this returns; one that an earlier process left running on the folder is stopped
     * first.
     *
     * @param port 0 for a free one
     */
    public static EmbeddedDatabase start(Path dataDir, int port) {
        Path folder = dataDir.toAbsolutePath();
        Path cluster = folder.resolve(CLUSTER);
        Path initialised = folder.resolve("initialised");
        new Postmaster(cluster).clear();
        if (!Files.exists(initialised)) {
            Folders.delete(cluster);
        }
        Folders.delete(log(folder));
        PrivateFiles.readOrCreate(folder.resolve("password"), EmbeddedDatabase::newPassword);
        EmbeddedPostgres server = started(folder, cluster, port);
        PrivateFiles.readOrCreate(initialised, () -> "");
        LOG.atInfo().addKeyValue("port", server.getPort()).log("embedded PostgreSQL is ready");
        return new EmbeddedDatabase(server, PrivateFiles.readOrCreate(folder.resolve("password"), () -> ""));
    }

    private static EmbeddedPostgres started(Path folder, Path cluster, int port) {
        for (int choice = 1; ; choice++) {
            int chosen = port == 0 ? Ports.free() : port;
            try {
                return configured(folder, cluster, chosen).start();
            } catch (IOException | RuntimeException e) {
                new Postmaster(cluster).clear();
                if (choice == PORT_CHOICES || port != 0) {
                    throw new IllegalStateException(
                            "the embedded PostgreSQL cannot start on port " + chosen + ", see " + log(folder), e);
                }
            }
        }
    }

    private static EmbeddedPostgres.Builder configured(Path folder, Path cluster, int port) {
        Path passwordFile = folder.resolve("password");
        var output = ProcessBuilder.Redirect.appendTo(log(folder).toFile());
        return EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START)
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setConnectConfig("password", PrivateFiles.readOrCreate(passwordFile, () -> ""))
                .setDataDirectoryCustomizer(created -> requirePassword(created.toPath()))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "60")
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("io_method", "sync")
                .setServerConfig("jit", "off")
                .setServerConfig("log_checkpoints", "off");
    }

    /** Whoever can log in to this machine could otherwise run programs as its owner, by way of the database. */
    private static void requirePassword(Path cluster) {
        try {
            Files.writeString(cluster.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the database's access rules cannot be written", e);
        }
    }

    private static String newPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Path log(Path folder) {
        return folder.resolve("postgres.log");
    }

    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    public String username() {
        return USERNAME;
    }

    public String password() {
        return password;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not stop", e);
        }
    }
}
