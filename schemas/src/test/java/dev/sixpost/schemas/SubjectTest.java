package dev.sixpost.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors made with coreutils: {@code printf '%s' 'acme-chat/ada@example.com' | sha256sum | cut -c1-32}. */
class SubjectTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
        acme-chat, ada@example.com,                       2af131e466b186c011380afc4628b186
        demo,      ada@example.com,                       c016851e7f84cc9c4793cd48ae06f5ea
        acme-chat, o'brien+tag@xn--bcher-kva.example,     0b484a72c16cc2ff631f5f43dfa1ae38
        """)
    void isWhatAnyLanguageComputes(String application, String email, String subject) throws Exception {
        assertThat(Subject.of(application, email)).isEqualTo(subject);
        String row = "| `" + application + "` | `" + email + "` | `" + subject + "` |";
        assertThat(Path.of("README.md")).content().contains(row);
        try (InputStream in = Topic.class.getResourceAsStream("asyncapi.yaml")) {
            assertThat(in).isNotNull();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .as("the same vector in the AsyncAPI document")
                    .contains(row);
        }
    }
}
