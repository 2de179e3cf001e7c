package dev.sixpost.standalone.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where the parts of a stack started with {@code ./otp up} are. */
final class Defaults {

    private Defaults() {}

    static Map<String, String> with(Map<String, String> environment, Path data) {
        Map<String, String> variables = new HashMap<>(environment);
        if (isUnset(environment, "KAFKA_BOOTSTRAP_SERVERS")) {
            variables.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port(environment, "OTP_KAFKA_PORT", "9092"));
        }
        if (isUnset(environment, "DATABASE_URL")) {
            String port = port(environment, "OTP_POSTGRES_PORT", "54320");
            variables.put("DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/postgres");
            variables.put("DATABASE_USERNAME", "postgres");
            variables.put("DATABASE_PASSWORD", password(data.resolve("postgres").resolve("password")));
        }
        if (isUnset(environment, "SMTP_HOST")) {
            variables.put("SMTP_HOST", "127.0.0.1");
            variables.put("SMTP_PORT", port(environment, "OTP_INBOX_SMTP_PORT", "1025"));
            variables.put("SMTP_SECURITY", "none");
        }
        variables.putIfAbsent("SMTP_FROM_EMAIL", "codes@sixpost.example");
        return variables;
    }

    private static boolean isUnset(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "").isBlank()
                && environment.getOrDefault(name + "_FILE", "").isBlank();
    }

    private static String port(Map<String, String> environment, String variable, String usual) {
        String set = environment.getOrDefault(variable, "").strip();
        return set.isEmpty() ? usual : set;
    }

    private static String password(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            return "";
        }
    }
}
