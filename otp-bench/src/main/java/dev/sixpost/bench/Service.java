package dev.sixpost.bench;

import java.nio.file.Path;
import java.util.List;

/** A service that is a process of its own. */
enum Service {
    GATEWAY("gateway", "otp-api-gateway", "dev.sixpost.gateway.GatewayMain"),
    ISSUER("issuer", "otp-issuer", "dev.sixpost.issuer.IssuerMain"),
    MAILER("mailer", "otp-mailer-worker", "dev.sixpost.mailer.MailerMain"),
    VERIFIER("verifier", "otp-verifier", "dev.sixpost.verifier.VerifierMain");

    final String label;
    final String module;
    final String main;

    Service(String label, String module, String main) {
        this.label = label;
        this.module = module;
        this.main = main;
    }

    /** As the container does it: its own classes and libraries, and the options that all of them run with. */
    List<String> command(Path root) {
        Path target = root.resolve(module).resolve("target");
        return List.of(
                java(),
                "@" + root.resolve("service.args"),
                "-cp",
                target.resolve("classes") + ":" + target.resolve("lib/*"),
                main);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
