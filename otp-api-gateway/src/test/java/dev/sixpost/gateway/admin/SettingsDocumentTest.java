package dev.sixpost.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.gateway.problem.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {
    @Test
    void anAliasIsRefusedAndTheWordsOfOneAreNot() {
        assertThatThrownBy(() -> yaml("name: &a Foo\nbranding:\n  footer: *a\n"))
                .isInstanceOf(Refused.class);
        assertThat(yaml("name: '*a'\nbranding: {footer: \"&a\"}\n").toString())
                .isEqualTo("{\"name\":\"*a\",\"branding\":{\"footer\":\"&a\"}}");
    }

    private static Object yaml(String text) {
        return SettingsDocument.read(text.getBytes(StandardCharsets.UTF_8), true);
    }
}
