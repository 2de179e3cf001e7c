package dev.sixpost.system;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that mails, pages, cookies and links are made by: what is asked a second after a change goes by it. */
abstract class SettingsScenarios {
    private static final Duration DELIVERED = Duration.ofSeconds(30);

    abstract ChangingStack running();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                            | name: Other                                       | Other",
                "                            | locale: de                                        | Minuten",
                "                            | branding: {footer: Made in Bremen}                | Made in Bremen",
                "                            | branding: {supportEmail: help@acme.example}       | help@acme.example",
                "                            | strings: {en: {mail.ignore: Never mind}}          | Never mind",
                "                            | sender: {name: Acme, email: hello@acme.example, verified: true} |"
                        + " hello@acme.example",
                "sender: {email: hello@acme.example, verified: true} | sender: {email: hello@acme.example, verified:"
                        + " true, replyTo: reply@acme.example} | reply@acme.example",
                "                            | accounts: {mode: known}                           | No Changing account",
                "                            | purposes: {login: {delivery: link}}               | /confirm#",
                "                            | purposes: {login: {ttl: PT3M}}                    | in 3 minutes",
                "purposes: {login: {delivery: link}} | 'web: {publicUrl: \"https://id.acme.example\"}\n"
                        + "purposes: {login: {delivery: link}}' | https://id.acme.example/changing",
                "purposes: {login: {delivery: link}} | purposes: {login: {delivery: link, linkTtl: P3D}} | 3 days",
            },
            quoteCharacter = '\'')
    void theMailIsWrittenByIt(@Nullable String from, String to, String words) throws IOException {
        ChangingStack.Look mail = somebody -> {
            somebody.ask("login");
            Mail got = somebody.mail(1);
            return (got.headers() + got.subject() + got.text()).contains(words) ? "there" : "not there";
        };
        running().assertChange(from, to, "reads%d@example.com", mail, "not there", "there");
    }

    @ParameterizedTest
    @CsvSource({
        "'branding: {primaryColor: \"#0a7d33\"}', #0a7d33",
        "'branding: {logoUrl: \"https://acme.example/logo.png\"}', https://acme.example/logo.png",
    })
    void mailAndPageLookByIt(String to, String mark) throws IOException {
        ChangingStack.Look looks = somebody -> {
            somebody.ask("login");
            String page = Http.get(running().stack.gateway().resolve("/" + somebody.application() + "/verify"))
                    .raw()
                    .body();
            return somebody.mail(1).html().contains(mark) + " " + page.contains(mark);
        };
        running().assertChange(null, to, "looks%d@example.com", looks, "false false", "true true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                          | web: {loginUrl: 'https://acme.example/login'}   |"
                        + " https://acme.example/login",
                "                          | web: {redirectUrls: ['https://acme.example/done']} |"
                        + " https://acme.example/done",
            },
            quoteCharacter = '`')
    void thePageLeadsOnByIt(@Nullable String from, String to, String target) throws IOException {
        ChangingStack.Look page = somebody -> {
            String path = "/" + somebody.application() + "/verify?redirect=https%3A%2F%2Facme.example%2Fdone";
            String html =
                    Http.get(running().stack.gateway().resolve(path)).raw().body();
            return html.replaceFirst("(?s).*data-target=\"([^\"]*)\".*", "$1");
        };
        running().assertChange(from, to, "visits%d@example.com", page, "", target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                     | session: {purposes: [login]}            | {}     |"
                        + " {otp_session=PT168H}",
                "session: {purposes: [login]}         | session: {purposes: [login], ttl: PT2H} | {otp_session=PT168H}"
                        + " | {otp_session=PT2H}",
                "session: {purposes: [login]}         | session: {purposes: [login], refreshTtl: P9D} |"
                        + " {otp_session=PT168H} | {otp_refresh=PT216H, otp_session=PT168H}",
            })
    void whoeverProvesAnAddressGetsCookiesByIt(@Nullable String from, String to, String before, String after)
            throws IOException {
        String email = "tests%d@example.com";
        String tested = running().testAddresses(email);
        ChangingStack.Look cookies = somebody -> {
            somebody.ask("login");
            Map<String, Duration> kept = new TreeMap<>();
            Cookies.set(somebody.verify("login", ChangingStack.CODE))
                    .forEach((name, life) -> kept.put(name.replace("_" + somebody.application(), ""), life));
            return kept.toString();
        };
        running().assertChange((from == null ? "" : from) + tested, to + tested, email, cookies, before, after);
    }

    @Test
    void aLinkConfirmsInAnyBrowserByIt() throws IOException {
        ChangingStack.Look verdict = somebody -> {
            somebody.ask("login");
            return somebody.verifyByLink(somebody.mail(1).linkToken().orElseThrow(), "Origin", "https://acme.example")
                    .outcome();
        };
        String linked = "web: {allowedOrigins: [\"https://acme.example\"]}\npurposes: {login: {delivery: link}}\n";
        String to = linked + "link: {anyBrowser: true}";
        running().assertChange(linked, to, "links%d@example.com", verdict, "wrong-browser", "200");
    }

    @Test
    void theMailLeavesByIt() throws IOException {
        ChangingStack.Look fate = somebody -> {
            String id = somebody.ask("login").text("id");
            long end = System.nanoTime() + DELIVERED.toNanos();
            String delivery = "pending";
            while (Set.of("pending", "delayed").contains(delivery) && System.nanoTime() < end) {
                Http.pause();
                delivery = somebody.status(id).text("delivery");
            }
            return delivery;
        };
        running().assertChange(null, "smtp: refusing", "leaves%d@example.com", fate, "sent", "failed");
    }
}
