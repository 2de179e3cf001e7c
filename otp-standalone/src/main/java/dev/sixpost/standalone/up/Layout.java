package dev.sixpost.standalone.up;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.standalone.VariableForms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which parts of the stack run in this process, and on which ports. A part whose variable names another instance is not
 * embedded.
 */
record Layout(boolean kafka, boolean postgres, boolean inbox, List<Port> ports) {

    /** A port to listen on, and the variable that changes it. */
    record Port(String what, String variable, int number) {}

    private static final int MAX_PORT = 65_535;

    Layout {
        ports = List.copyOf(ports);
    }

    /** Notes problems with the environment. */
    static Layout of(Environment env, Map<String, String> variables) {
        boolean kafka = !VariableForms.isSet(variables, "KAFKA_BOOTSTRAP_SERVERS");
        boolean postgres = !VariableForms.isSet(variables, "DATABASE_URL");
        boolean inbox = !VariableForms.isSet(variables, "SMTP_HOST");
        List<Port> ports = new ArrayList<>();
        ports.add(port(env, "the gateway", "OTP_HTTP_PORT", 8080));
        if (kafka) {
            ports.add(port(env, "Kafka", "OTP_KAFKA_PORT", 9092));
        }
        if (postgres) {
            ports.add(port(env, "PostgreSQL", "OTP_POSTGRES_PORT", 54320));
        }
        if (inbox) {
            ports.add(port(env, "the inbox (SMTP)", "OTP_INBOX_SMTP_PORT", 1025));
            ports.add(port(env, "the inbox (web)", "OTP_INBOX_HTTP_PORT", 8025));
        }
        return new Layout(kafka, postgres, inbox, ports);
    }

    private static Port port(Environment env, String what, String variable, int usual) {
        return new Port(what, variable, env.number(variable, usual, 1, MAX_PORT));
    }

    int port(String variable) {
        return ports.stream()
                .filter(port -> port.variable().equals(variable))
                .map(Port::number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(variable));
    }
}
