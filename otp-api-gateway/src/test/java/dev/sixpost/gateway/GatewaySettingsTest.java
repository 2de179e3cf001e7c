package dev.sixpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Json;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaySettingsTest {
    private static final ApplicationConfigured STRICT = ApplicationSettings.complete(
            Json.STRICT.readTree("{\"id\":\"acme\",\"name\":\"Acme\",\"emails\":{\"blockDisposable\":true}}"));

    @ParameterizedTest
    @CsvSource({
        "'',                ada@mailinator.com,   true",
        "!mailinator.com,   ada@mailinator.com,   false",
        "'',                ada@throw-away.example, false",
        "throw-away.example, ada@throw-away.example, true"
    })
    void theGatewayRefusesWhatTheIssuerWouldAndNothingElse(String listed, String typed, boolean refused) {
        GatewaySettings settings = GatewaySettings.read(
                Environment.of(Map.of("OTP_KEYS", Gateway.KEYS, "OTP_DISPOSABLE_DOMAINS", listed)));

        EmailAddress address = EmailAddress.parse(typed).orElseThrow();
        assertThat(settings.addresses().refusal(address, STRICT).isPresent()).isEqualTo(refused);
    }
}
