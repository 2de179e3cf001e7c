package dev.sixpost.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.config.ConfigurationException;
import dev.sixpost.kit.config.Environment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTest {

    @Test
    void embedsEverythingOnTheContractsPorts() {
        Layout layout = layout(Map.of());
        assertThat(layout.kafka() && layout.postgres() && layout.inbox()).isTrue();
        assertThat(layout.ports()).extracting(Layout.Port::number).containsExactly(8080, 9092, 54320, 1025, 8025);
    }

    @Test
    void leavesOutWhatIsSomewhereElseWhicheverWayItIsNamed() {
        Layout layout = layout(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "DATABASE_URL_FILE", "/run/secrets/database",
                "SMTP_HOST", "mail.example",
                "OTP_HTTP_PORT", "18080"));
        assertThat(layout.kafka() || layout.postgres() || layout.inbox()).isFalse();
        assertThat(layout.ports()).containsExactly(new Layout.Port("the gateway", "OTP_HTTP_PORT", 18080));
    }

    @Test
    void takesABlankVariableForNone() {
        assertThat(layout(Map.of("SMTP_HOST", " ")).inbox()).isTrue();
    }

    @Test
    void refusesAPortThatIsNone() {
        Environment env = Environment.of(Map.of("OTP_KAFKA_PORT", "0"));
        Layout.of(env, Map.of("OTP_KAFKA_PORT", "0"));
        assertThatThrownBy(env::check).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void namesEveryPortInUseWithTheVariableThatChangesIt() {
        Layout layout = layout(Map.of("OTP_INBOX_HTTP_PORT", "9092"));
        List<String> problems = PortCheck.problems(layout.ports(), port -> port != 8080 && port != 54320);
        assertThat(problems).hasSize(3);
        assertThat(problems.get(0)).contains("8080").contains("OTP_HTTP_PORT");
        assertThat(problems.get(1)).contains("54320").contains("OTP_POSTGRES_PORT");
        assertThat(problems.get(2)).contains("9092").contains("OTP_KAFKA_PORT").contains("OTP_INBOX_HTTP_PORT");
        assertThat(PortCheck.problems(layout(Map.of()).ports(), _ -> true)).isEmpty();
    }

    @Test
    void doesNotTakeALowPortThatCannotBeHadForOneInUse() {
        Layout layout = layout(Map.of("OTP_HTTP_PORT", "80"));

        assertThat(PortCheck.problems(layout.ports(), port -> port > 1_023))
                .singleElement()
                .asString()
                .contains("Port 80")
                .contains("administrator");
    }

    private static Layout layout(Map<String, String> variables) {
        return Layout.of(Environment.of(variables), variables);
    }
}
