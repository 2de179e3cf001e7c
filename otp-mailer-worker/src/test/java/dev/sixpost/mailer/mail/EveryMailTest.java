package dev.sixpost.mailer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.text.Messages;
import dev.sixpost.mailer.mail.SampleMails.Template;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Purpose;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every template × purpose × brand, in every language. */
final class EveryMailTest {
    private static final SampleMails SAMPLES = new SampleMails();
    private static final Pattern DIGITS = Pattern.compile("(?<![0-9])[0-9]{6,10}(?![0-9])");
    private static final Pattern GROUND_IN_THE_DARK =
            Pattern.compile("\\.(?!page|card)[a-z]+ \\{( background-color:[^}]*)\\}");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern TOKEN = Pattern.compile("#[0-9a-p]{32}\\.[A-Za-z0-9._-]+");
    private static final Pattern LOADED =
            Pattern.compile("(?:src|background|action|data)=\"([^\"]*)\"|url\\(([^)]*)\\)");
    private static final Pattern LINKED = Pattern.compile("href=\"([^\"]*)\"");

    static Stream<String> languages() {
        return Messages.LANGUAGES.stream();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void keepsTheRules(String language) {
        for (ApplicationConfigured brand : SAMPLES.brands().values()) {
            for (Template template : Template.values()) {
                for (Purpose purpose : template.purposes()) {
                    check(language, brand, template, SAMPLES.mail(brand, template, purpose, language));
                }
            }
        }
    }

    private static void check(String language, ApplicationConfigured brand, Template template, OutgoingMail outgoing) {
        String content = outgoing.content();
        assertThat(content.replace("\r\n", "")).matches("[\\x20-\\x7e]*");
        assertThat(content.lines()).allMatch(line -> line.length() <= 76);
        Parsed mail = Parsed.of(content);
        assertThat(mail.subject().length()).as(mail.subject()).isBetween(1, 78);
        assertThat(mail.subject()).doesNotContainPattern("[0-9]{4}");
        assertThat(mail.header("Content-Language")).isEqualTo(language);
        assertThat(mail.html().length()).isLessThan(100_000);
        assertThat(mail.html())
                .startsWith("<!DOCTYPE html>")
                .contains("<html lang=\"" + language + "\" dir=\"" + direction(language) + "\">");
        boolean hasCode = switch (template) {
            case CODE, LINK, RESEND -> true;
            case NO_ACCOUNT, ALREADY_REGISTERED -> false;
        };
        assertThat(codes(mail.text())).hasSize(hasCode ? 1 : 0);
        assertThat(codes(mail.html())).isEqualTo(codes(mail.text()));
        assertThat(beforeTheCode(mail.html()))
                .as("an inbox shows some 100 to 200 characters")
                .isGreaterThan(200);
        assertThat(GROUND_IN_THE_DARK.matcher(mail.html()).results())
                .as("text on a ground of its own has a colour of its own")
                .hasSizeGreaterThan(2)
                .allMatch(rule -> rule.group(1).contains(" color:"));
        assertThat(mail.text()).doesNotContain("&amp;", "&lt;", "{", "}").contains(brand.name());
        assertThat(loaded(mail.html())).isEqualTo(logo(brand));
        assertThat(linked(mail.html())).allMatch(url -> url.startsWith("https://") || url.startsWith("mailto:help@"));
        assertThat(mail.html()).doesNotContain("<Europe>", "<script", "<form", "@import", "<link ");
    }

    private static List<String> codes(String part) {
        return DIGITS.matcher(TOKEN.matcher(part).replaceAll("#"))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** Characters of the body's text up to the code, or in all where there is none. */
    private static int beforeTheCode(String html) {
        String body = html.substring(html.indexOf("<body"));
        String text =
                TAG.matcher(body).replaceAll("").replaceAll("&[a-z#0-9]+;", "x").replaceAll("\\s+", " ");
        Matcher code = DIGITS.matcher(text);
        return code.find() ? code.start() : text.length();
    }

    private static Set<String> loaded(String html) {
        return LOADED.matcher(html).results().map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> linked(String html) {
        Matcher links = LINKED.matcher(html);
        return links.results().map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> logo(ApplicationConfigured brand) {
        String logo = brand.branding().logoUrl();
        return logo == null ? Set.of() : Set.of(logo);
    }

    private static String direction(String language) {
        return Set.of("ar", "he").contains(language) ? "rtl" : "ltr";
    }
}
