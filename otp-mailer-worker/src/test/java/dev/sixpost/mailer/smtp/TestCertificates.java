package dev.sixpost.mailer.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates made by the JDK's keytool. All but {@link #UNTRUSTED} are signed by an authority that this JVM's default
 * context trusts, so that what is refused is refused for its own reason. Touch this class before the first TLS connection
 * of the JVM.
 */
final class TestCertificates {
    static final SSLContext GOOD;
    static final SSLContext OTHER_HOST;
    static final SSLContext EXPIRED;
    static final SSLContext UNTRUSTED;

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String AUTHORITY = "authority";
    private static final String HERE = "SAN=dns:localhost,ip:127.0.0.1";

    static {
        try {
            Path file = Files.createTempDirectory("sixpost-certificates-").resolve("all.p12");
            List<String> signed = List.of("-signer", AUTHORITY);
            make(file, AUTHORITY, List.of("-ext", "bc:c"));
            make(file, "good", List.of("-ext", HERE), signed);
            make(file, "other-host", List.of("-ext", "SAN=dns:mail.example"), signed);
            make(file, "expired", List.of("-ext", HERE, "-startdate", "-3d", "-validity", "1"), signed);
            make(file, "untrusted", List.of("-ext", HERE));
            KeyStore all = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                all.load(in, PASSWORD);
            }
            GOOD = server(all, "good");
            OTHER_HOST = server(all, "other-host");
            EXPIRED = server(all, "expired");
            UNTRUSTED = server(all, "untrusted");
            SSLContext.setDefault(trusting(all.getCertificate(AUTHORITY)));
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private TestCertificates() {}

    @SafeVarargs
    private static void make(Path file, String alias, List<String>... more) throws IOException, InterruptedException {
        Path log = file.resolveSibling(alias + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-Duser.language=en",
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        for (List<String> arguments : more) {
            command.addAll(arguments);
        }
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool failed: " + Files.readString(log));
        }
    }

    private static SSLContext server(KeyStore all, String alias) throws GeneralSecurityException, IOException {
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext trusting(Certificate authority) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(AUTHORITY, authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
