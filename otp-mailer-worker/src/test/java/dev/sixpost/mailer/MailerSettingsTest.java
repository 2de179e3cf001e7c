package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.config.ConfigurationException;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As the gateway reads it: links of mails and the pages they lead to begin alike. */
final class MailerSettingsTest {
    private final Map<String, String> variables = new HashMap<>(Map.of(
            "OTP_KEYS", Keys.fresh(Entropy.secure()),
            "SMTP_HOST", "relay.example.com",
            "SMTP_FROM_EMAIL", "codes@example.com"));

    @Test
    void thePublicUrlIsReadAsTheGatewayReadsIt() throws Exception {
        variables.put("OTP_PUBLIC_URL", "https://id.example.com/");
        Environment env = Environment.of(variables);

        assertThat(MailerSettings.read(env).publicUrl()).isEqualTo("https://id.example.com");
        env.check();
    }

    @Test
    void aPublicUrlThatIsNoneIsNamed() {
        variables.put("OTP_PUBLIC_URL", "login.acme.example");
        Environment env = Environment.of(variables);
        MailerSettings.read(env);

        assertThatThrownBy(env::check)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("OTP_PUBLIC_URL", "web address");
    }

    @Test
    void withoutOneLinksHaveNowhereToLead() throws Exception {
        Environment env = Environment.of(variables);

        assertThat(MailerSettings.read(env).publicUrl()).isNull();
        env.check();
    }
}
