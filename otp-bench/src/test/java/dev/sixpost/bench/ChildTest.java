package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildTest {

    @Test
    void knowsNothingOfTheStackThatItsCallerUses() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", "/usr/bin",
                "KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9092",
                "OTP_KEYS_FILE", "/run/secrets/keys",
                "OTP_DATA", "/var/lib/otp",
                "SMTP_BACKUP_HOST", "relay.example",
                "DATABASE_URL", "jdbc:postgresql://db.example/otp"));

        Child.surround(environment, Map.of("OTP_DATA", "/tmp/own"));

        assertThat(environment).containsExactlyInAnyOrderEntriesOf(Map.of("PATH", "/usr/bin", "OTP_DATA", "/tmp/own"));
    }
}
