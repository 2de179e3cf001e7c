package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sixpost.browser.Chromium;
import dev.sixpost.browser.Tab;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One stack, one browser, and applications of the browser tests' own. Skipped, and said so, where there is no browser. */
final class Browsing implements AutoCloseable {
    private static final int WIDTH = 1100;
    private static final int HEIGHT = 800;

    final Stack stack;
    final Topics topics;
    private final RefusingServer refusing;
    private final Chromium chromium;

    private Browsing(Path binary, Path folder) throws IOException {
        refusing = new RefusingServer();
        stack = Stack.up(
                folder.resolve("stack"),
                Map.of(
                        "SMTP_REFUSING_HOST",
                        "127.0.0.1",
                        "SMTP_REFUSING_PORT",
                        "" + refusing.port(),
                        "SMTP_REFUSING_SECURITY",
                        "none"));
        topics = new Topics(stack.kafka());
        chromium = Chromium.start(binary, folder);
    }

    static Browsing start(Path folder) throws IOException {
        assumeTrue(Chromium.installed().isPresent(), "no Chromium on the PATH: browser tests are skipped");
        Browsing browsing = new Browsing(Chromium.installed().orElseThrow(), folder);
        browsing.applications();
        return browsing;
    }

    private void applications() throws IOException {
        String quick = "\"purposes\":{\"signup\":{\"resendAfter\":[\"PT2S\"],\"maxAttempts\":2}}";
        Applications.configure(stack, topics, "quick", quick);
        Applications.configure(stack, topics, "refusing", "\"smtp\":\"refusing\"");
        Applications.configure(
                stack,
                topics,
                "linked",
                "\"branding\":{\"primaryColor\":\"#F9DB00\"},\"purposes\":{\"login\":{\"delivery\":\"link\"}}");
        Applications.configure(
                stack,
                topics,
                "going",
                "\"web\":{\"loginUrl\":\"https://acme.example/login\",\"redirectUrls\":[\"https://acme.example/done\"]}");
    }

    /** The address people and mails use. */
    URI gateway() {
        return URI.create("http://localhost:" + stack.gateway().getPort());
    }

    /** A browser of somebody who was never here. */
    Tab stranger() {
        return chromium.newBrowser().sized(WIDTH, HEIGHT);
    }

    Person person(String application, String email) {
        return new Person(stack, application, email);
    }

    /** Of the newest mail to somebody of the application {@code linked}. */
    URI linkOf(String email, String page) {
        Matcher link = Pattern.compile("http://\\S+/" + page + "#\\S+")
                .matcher(person("linked", email).mail(1).text());
        assertThat(link.find()).isTrue();
        return URI.create(link.group());
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        topics.close();
        stack.close();
        refusing.close();
    }
}
