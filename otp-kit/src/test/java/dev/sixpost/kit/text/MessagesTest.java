package dev.sixpost.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

/** How the texts of a reader are found. */
class MessagesTest {
    private static final Map<String, String> ACME = Map.of("application", "Acme");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Messages MESSAGES = Messages.load();

    @ParameterizedTest
    @ValueSource(strings = {"xx-YY", "../../etc/passwd", "", "en_US", "en/../de", "C:\\en", "tlh", "*"})
    void aLanguageThatIsNoneOfOursIsTheApplicationsAndThenEnglish(String asked) {
        assertThat(MESSAGES.texts(List.of(asked), application("{}")).language()).isEqualTo("en");
        assertThat(MESSAGES.texts(List.of(asked)).language()).isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource({
        "pt-BR, pt, ltr, português",
        "de-AT-1996, de, ltr, Deutsch",
        "iw, he, rtl, עברית",
        "AR-eg, ar, rtl, العربية",
        "zh-CN, zh, ltr, 中文",
        "zh-Hant-TW, zh-Hant, ltr, 繁體中文",
        "nb, en, ltr, English",
    })
    void aTagFallsBackToItsLanguage(String asked, String language, String direction, String name) {
        Texts texts = MESSAGES.texts(List.of(asked), application("{}"));
        assertThat(texts.language()).isEqualTo(language);
        assertThat(texts.direction()).isEqualTo(direction);
        assertThat(texts.languageName()).isEqualTo(name);
    }

    @Test
    void theFirstKnownLanguageOfTheReaderComesBeforeTheApplications() {
        assertThat(MESSAGES.texts(List.of("nb", "sv", "de"), application("{}")).language())
                .isEqualTo("sv");
    }

    @Test
    void aTagOfAnyLengthIsHarmless() {
        assertThat(MESSAGES.texts(List.of("de-" + "x".repeat(10_000)), application("{}"))
                        .language())
                .isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource({
        "en, English for all",
        "en-GB, British",
        "EN-gb-oxendict, British",
        "xx, English for all",
    })
    void theClosestOverrideWins(String asked, String expected) {
        ApplicationConfigured application = application("""
            {"en":{"mail.subject.login":"English for all"},"en-gb":{"subject":"British"}}\
            """);
        assertThat(MESSAGES.texts(List.of(asked), application).text("mail.subject.login", ACME))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.subject.login", "mail.subject", "subject.login", "subject"})
    void anOverrideNamesATextOrWhatItsNameBeginsWith(String name) {
        Texts texts =
                MESSAGES.texts(List.of("en"), application("{\"en\":{\"%s\":\"Hi {application}\"}}".formatted(name)));
        assertThat(texts.text("mail.subject.login", ACME)).isEqualTo("Hi Acme");
        assertThat(texts.text("mail.intro.login", ACME)).startsWith("Enter");
        assertThat(texts.sources("mail.subject.")).containsEntry("mail.subject.login", "Hi {application}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{code}",
                "${7*7}",
                "{",
                " ",
                "Hi\\r\\nBcc: v@x.example",
                "Hi \\u202Eelgoog",
                "{application, number}",
                "{application, plural, one {x} other {y}}"
            })
    void anOverrideThatIsNotFitToBeShownIsPassedOver(String text) {
        Texts texts = MESSAGES.texts(List.of("en"), application("{\"en\":{\"subject\":\"%s\"}}".formatted(text)));
        assertThat(texts.text("mail.subject.login", ACME)).isEqualTo("Your code to sign in to Acme");
    }

    @Test
    void whatIsWrongWithAnOverrideCanBeToldWhenItIsMade() {
        assertThat(MESSAGES.problem("subject", "Hi {application}")).isEmpty();
        assertThat(MESSAGES.problem("mail.expires", "{minutes, plural, other {#}}"))
                .isEmpty();
        assertThat(MESSAGES.problem("subject", "{application, plural, one {x} other {y}}"))
                .hasValueSatisfying(problem -> assertThat(problem).contains("minutes"));
        assertThat(MESSAGES.problem("mail", "Hi")).isPresent();
        assertThat(MESSAGES.problem("sbject", "Hi")).isPresent();
        assertThat(MESSAGES.problem("subject", "{code}")).isPresent();
        assertThat(MESSAGES.problem("subject", "{")).isPresent();
        assertThat(MESSAGES.problem("subject", "a\u202Eb")).isPresent();
        assertThat(MESSAGES.problem("subject", "x".repeat(2_001))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "de-AT-1996, de-AT, Österreich",
        "de-CH, de, Deutschland",
        "de, de, Deutschland",
        "pt-br, pt-BR, Brasil",
        "zh-TW, zh-Hant-TW, 臺灣",
        "sv, sv, Your code",
    })
    void textsSayWhatToAskForToBeGivenThemAgain(String asked, String locale, String subject) {
        ApplicationConfigured application = application("""
            {"de":{"subject":"Deutschland"},"de-at":{"subject":"Österreich"},"pt-BR":{"subject":"Brasil"},
             "zh-TW":{"subject":"臺灣"},"sv":{"subject":"Your code"}}\
            """);
        Texts texts = MESSAGES.texts(List.of(asked), application);
        assertThat(texts.locale()).isEqualTo(locale);
        assertThat(texts.text("mail.subject.login", ACME)).isEqualTo(subject);
        assertThat(MESSAGES.texts(List.of(texts.locale()), application)).isSameAs(texts);
    }

    @Test
    void anApplicationsTextsAreMadeOnceUntilItsSettingsSayOtherwise() {
        String before = "{\"de\":{\"subject\":\"Vorher\"}}";
        Texts texts = MESSAGES.texts(List.of("de-AT"), application(before));
        assertThat(MESSAGES.texts(List.of("de-CH"), application(before))).isSameAs(texts);

        ApplicationConfigured after = application("{\"de\":{\"subject\":\"Nachher\"}}");
        assertThat(MESSAGES.texts(List.of("de-AT"), after).text("mail.subject.login", ACME))
                .isEqualTo("Nachher");
    }

    private static ApplicationConfigured application(String strings) {
        return ApplicationSettings.complete(
                JSON.readTree("{\"id\":\"acme\",\"name\":\"Acme\",\"locale\":\"tlh\",\"strings\":" + strings + "}"));
    }
}
