package dev.sixpost.mailer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.text.Messages;
import dev.sixpost.mailer.mail.SampleMails.Template;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What mails say and look like, kept as files to be read in a review: the words of every template × purpose in every
 * language, and the HTML of every template. Run with {@code -Dgolden=write} to write them anew where a change is meant.
 */
final class GoldenMailsTest {
    private static final Path FOLDER = Path.of("src/test/resources/mails");
    private static final boolean WRITE = "write".equals(System.getProperty("golden"));
    private static final SampleMails SAMPLES = new SampleMails();

    static Stream<String> languages() {
        return Messages.LANGUAGES.stream();
    }

    static List<String> pages() {
        List<String> pages = new ArrayList<>();
        for (Template template : Template.values()) {
            pages.add("acme-en-" + template.wire());
        }
        pages.addAll(List.of("nocturne-en-link", "society-de-link", "dardasha-ar-link", "acme-he-code"));
        return pages;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageSaysWhatItSaid(String language) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Template template : Template.values()) {
            for (Purpose purpose : template.purposes()) {
                Parsed mail = mail("acme", template, purpose, language);
                all.append("=== ")
                        .append(template.wire())
                        .append(", ")
                        .append(purpose.wire())
                        .append('\n');
                all.append("Subject: ").append(mail.subject()).append("\n\n");
                all.append(mail.text().strip()).append("\n\n");
            }
        }
        compare(FOLDER.resolve(language + ".txt"), readable(all.toString()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTemplateLooksAsItLooked(String page) throws IOException {
        String[] parts = page.split("-", 3);
        Template template = Template.ofWire(parts[2]).orElseThrow();
        Parsed mail = mail(parts[0], template, template.purposes().getFirst(), parts[1]);
        compare(FOLDER.resolve(page + ".html"), readable(mail.html()));
    }

    private static Parsed mail(String brand, Template template, Purpose purpose, String language) {
        ApplicationConfigured application =
                Objects.requireNonNull(SAMPLES.brands().get(brand));
        return Parsed.of(SAMPLES.mail(application, template, purpose, language).content());
    }

    /** Without what differs from run to run: the code, and what stands behind the hash of a link. */
    private static String readable(String text) {
        return text.replaceAll("#[0-9a-p]{32}\\.[A-Za-z0-9._-]+", "#TOKEN")
                .replaceAll("(?<![0-9])[0-9]{6}(?![0-9])", "042137");
    }

    private static void compare(Path file, String now) throws IOException {
        if (WRITE) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, now);
        }
        assertThat(file).as("written with -Dgolden=write").exists();
        assertThat(now).isEqualTo(Files.readString(file));
    }
}
