package dev.sixpost.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.ObjectMapper;

/** Who reads Simplified and who Traditional Chinese. */
class ChineseTest {
    private static final Map<String, String> ACME = Map.of("application", "Acme");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Messages MESSAGES = Messages.load();

    @ParameterizedTest
    @CsvSource({
        "zh-TW, zh-Hant",
        "zh-HK, zh-Hant",
        "zh-MO, zh-Hant",
        "zh-tw, zh-Hant",
        "zh-Hant, zh-Hant",
        "zh-Hant-HK, zh-Hant",
        "zh-Hant-CN, zh-Hant",
        "zh, zh",
        "zh-CN, zh",
        "zh-SG, zh",
        "zh-Hans, zh",
        "zh-Hans-TW, zh",
        "zh-TW-x-lvariant-it, zh-Hant",
    })
    void theScriptOrElseTheRegionOfATagChoosesTheCharacters(String asked, String language) {
        assertThat(MESSAGES.texts(List.of(asked)).language()).isEqualTo(language);
        assertThat(MESSAGES.texts(List.of("nb", asked, "zh", "en"), application("en", "{}"))
                        .language())
                .isEqualTo(language);
    }

    @Test
    void anApplicationsOwnLocaleChoosesLikeAReaders() {
        assertThat(MESSAGES.texts(List.of(), application("zh-HK", "{}")).language())
                .isEqualTo("zh-Hant");
    }

    @ParameterizedTest
    @CsvSource({
        "zh-CN, 简体, 问？",
        "zh-Hans-HK, 简体, 问？",
        "zh-Hant, 繁體, 有疑問嗎？",
        "zh-HK, 繁體, 有疑問嗎？",
        "zh-TW, 臺灣, 有疑問嗎？",
        "zh-Hant-TW, 臺灣, 有疑問嗎？",
    })
    void anOverrideForOneScriptIsNoneForTheOther(String asked, String subject, String questions) {
        Texts texts = MESSAGES.texts(List.of(asked), application("en", """
            {"zh":{"subject":"简体","questions":"问？"},"zh-Hant":{"subject":"繁體"},"zh-TW":{"subject":"臺灣"}}\
            """));
        assertThat(texts.text("mail.subject.login", ACME)).isEqualTo(subject);
        assertThat(texts.text("mail.questions")).isEqualTo(questions);
    }

    private static ApplicationConfigured application(String locale, String strings) {
        return ApplicationSettings.complete(JSON.readTree(
                "{\"id\":\"acme\",\"name\":\"Acme\",\"locale\":\"%s\",\"strings\":%s}".formatted(locale, strings)));
    }
}
