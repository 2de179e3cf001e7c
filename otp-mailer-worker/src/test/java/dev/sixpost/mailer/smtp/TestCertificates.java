package dev.sixpost.mailer.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates made by the JDK's keytool. All but {@link #UNTRUSTED} are trusted by this JVM's default context, so that
 * what is refused is refused for its own reason. Touch this class before the first TLS connection of the JVM.
 */
final class TestCertificates {
    static final SSLContext GOOD;
    static final SSLContext OTHER_HOST;
    static final SSLContext EXPIRED;
    static final SSLContext UNTRUSTED;

    private static final char[] PASSWORD = "changeit".toCharArray();

    static {
        try {
            Path folder = Files.createTempDirectory("sixpost-certificates-");
            KeyStore good = store(folder, "good", "dns:localhost,ip:127.0.0.1", List.of());
            KeyStore otherHost = store(folder, "other", "dns:mail.example", List.of());
            KeyStore expired = store(
                    folder, "expired", "dns:localhost,ip:127.0.0.1", List.of("-startdate", "-3d", "-validity", "1"));
            KeyStore untrusted = store(folder, "untrusted", "dns:localhost,ip:127.0.0.1", List.of());
            GOOD = server(good);
            OTHER_HOST = server(otherHost);
            EXPIRED = server(expired);
            UNTRUSTED = server(untrusted);
            SSLContext.setDefault(trusting(good, otherHost, expired));
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private TestCertificates() {}

    private static KeyStore store(Path folder, String name, String names, List<String> more)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-Duser.language=en",
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=" + names,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(more);
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool failed: " + Files.readString(folder.resolve(name + ".log")));
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static SSLContext server(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext trusting(KeyStore... stores) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (KeyStore store : stores) {
            String alias = store.aliases().nextElement();
            trusted.setCertificateEntry(alias, store.getCertificate(alias));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
