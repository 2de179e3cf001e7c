package dev.sixpost.standalone.doctor;

import dev.sixpost.standalone.VariableForms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the parts of a stack started with {@code ./otp up} are. What leads to such a part replaces what was given for one
 * elsewhere, in whichever form.
 */
final class Defaults {

    private Defaults() {}

    static Map<String, String> with(Map<String, String> environment, Path data) {
        Map<String, String> variables = new HashMap<>(environment);
        if (!VariableForms.isSet(environment, "KAFKA_BOOTSTRAP_SERVERS")) {
            String port = port(environment, "OTP_KAFKA_PORT", "9092");
            VariableForms.replace(variables, "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port);
        }
        if (!VariableForms.isSet(environment, "DATABASE_URL")) {
            String port = port(environment, "OTP_POSTGRES_PORT", "54320");
            VariableForms.replace(variables, "DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/postgres");
            VariableForms.replace(variables, "DATABASE_USERNAME", "postgres");
            VariableForms.replace(
                    variables,
                    "DATABASE_PASSWORD",
                    password(data.resolve("postgres").resolve("password")));
        }
        if (!VariableForms.isSet(environment, "SMTP_HOST")) {
            VariableForms.replace(variables, "SMTP_HOST", "127.0.0.1");
            VariableForms.replace(variables, "SMTP_PORT", port(environment, "OTP_INBOX_SMTP_PORT", "1025"));
            VariableForms.replace(variables, "SMTP_SECURITY", "none");
        }
        VariableForms.putUnlessSet(variables, "SMTP_FROM_EMAIL", () -> "codes@sixpost.example");
        return variables;
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
