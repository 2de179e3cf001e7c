package dev.sixpost.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.http.Fields;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.http.Route;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.kit.text.Messages;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final String SETTINGS = """
        {"id": "acme", "name": "Acme <b>&", "branding": {"primaryColor": "#F9DB00", "logoUrl": "https://cdn.acme.example/logo.png",
          "supportEmail": "help@acme.example", "footer": "<script>alert(1)</script>"},
         "web": {"loginUrl": "https://acme.example/login", "redirectUrls": ["https://acme.example/done?a=1", "https://portal.corp.internal/done", "javascript:alert(1)"]},
         "strings": {"de-AT": {"web.email.hint": "Servas"}}}
        """;

    private final ApplicationConfigured acme = ApplicationSettings.complete(Json.LENIENT.readTree(SETTINGS));
    private final Pages pages =
            new Pages(id -> Optional.of(acme).filter(known -> known.id().equals(id)), new Language(Messages.load()));
    private final Assets assets = new Assets();

    @ParameterizedTest
    @ValueSource(strings = {"verify", "confirm", "report"})
    void aPageLoadsItsOwnFilesAndTheLogoAndNothingElse(String page) throws InterruptedException {
        Response.Whole answer = get("/{application}/" + page, "acme", "");

        assertThat(answer.status()).isEqualTo(200);
        Matcher style = Pattern.compile("<style>(.*?)</style>").matcher(answer.body());
        assertThat(style.find()).isTrue();
        assertThat(answer.fields())
                .containsEntry(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-" + Html.sha256(style.group(1))
                                + "'; img-src 'self' https://cdn.acme.example; connect-src 'self'; base-uri 'none';"
                                + " form-action 'none'; frame-ancestors 'none'")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cache-Control", "no-store");
        assertThat(answer.body()).doesNotContain("{{", "style=\"", "onclick", "<script>");
        assertThat(answer.body()).contains("Acme &lt;b&gt;&amp;", "&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void whatStandsInTheAddressIsTextOnThePage() throws InterruptedException {
        Response.Whole answer =
                get("/{application}/verify", "acme", "email=%22%3E%3Cscript%3E&purpose=%22%3E&locale=%22%3E&x=%zz");

        assertThat(answer.body()).contains("value=\"&quot;&gt;&lt;script&gt;\"", "data-purpose=\"verify_email\"");
    }

    @Test
    void aBrowserFromTaiwanReadsTraditionalChinese() throws InterruptedException {
        Fields browser = field -> field.equals("accept-language") ? List.of("zh-TW,zh;q=0.9,en;q=0.8") : List.of();
        Response.Whole answer =
                answer(pages.routes(), "/{application}/verify", Map.of("application", "acme"), "", browser);

        assertThat(answer.fields()).containsEntry("Content-Language", "zh-Hant");
        assertThat(answer.body()).contains("<html lang=\"zh-Hant\" dir=\"ltr\">", "驗證電子郵件地址");
    }

    @Test
    void aReaderFromARegionTheApplicationHasWordsForAsksInThem() throws InterruptedException {
        Response.Whole austrian = get("/{application}/verify", "acme", "locale=de-AT");
        assertThat(austrian.body()).contains("<html lang=\"de\"", "data-locale=\"de-AT\"", "Servas");

        Response.Whole swiss = get("/{application}/verify", "acme", "locale=de-CH");
        assertThat(swiss.body()).contains("data-locale=\"de\"").doesNotContain("Servas");
    }

    @Test
    void anUnknownApplicationIsAPageToo() throws InterruptedException {
        Response.Whole answer = get("/{application}/verify", "nobody", "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.fields().get("Content-Type")).startsWith("text/html");
        assertThat(answer.body()).contains("Page not found");
    }

    @Test
    void anApplicationThatMayExistIsAPageToComeBackTo() throws InterruptedException {
        Pages unread = new Pages(
                _ -> {
                    throw new Refused(Problem.unavailable());
                },
                new Language(Messages.load()));
        Response.Whole answer =
                answer(unread.routes(), "/{application}/verify", Map.of("application", "acme"), "", _ -> List.of());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.fields()).containsEntry("Retry-After", "2");
        assertThat(answer.fields().get("Content-Type")).startsWith("text/html");
        assertThat(answer.body()).contains("This is not available at the moment.");
    }

    @ParameterizedTest
    @CsvSource({
        "https://acme.example/done?a=1, https://acme.example/done?a=1",
        "https://acme.example/done, https://acme.example/login",
        "https://acme.example/done?a=1#, https://acme.example/login",
        "https://ACME.example/done?a=1, https://acme.example/login",
        "https://portal.corp.internal/done, https://portal.corp.internal/done",
        "javascript:alert(1), https://acme.example/login",
    })
    void theTokenGoesWhereTheApplicationSaidLetterByLetter(String redirect, String target) {
        assertThat(Pages.target(Optional.of(redirect), acme.web())).isEqualTo(target);
    }

    @Test
    void theComponentIsOneModuleThatIsAskedForAgainByItsTag() throws InterruptedException {
        Response.Whole first = asset("otp-verify.js", List.of());
        String tag = first.fields().get("ETag");

        assertThat(first.body()).contains("customElements.define('otp-verify'").doesNotContain("import {", "import '");
        assertThat(tag).matches("\"[^\"]+\"");
        assertThat(asset("otp-verify.js", List.of("\"other\", " + tag)).status())
                .isEqualTo(304);
        assertThat(asset("otp-verify.js", List.of("\"other\"")).status()).isEqualTo(200);
        assertThat(asset("../secret", List.of()).status()).isEqualTo(404);
    }

    private Response.Whole get(String pattern, String application, String query) throws InterruptedException {
        return answer(pages.routes(), pattern, Map.of("application", application), query, _ -> List.of());
    }

    private Response.Whole asset(String name, List<String> tags) throws InterruptedException {
        Fields fields = field -> field.equals("if-none-match") ? tags : List.of();
        return answer(List.of(assets.route()), "/assets/{name}", Map.of("name", name), "", fields);
    }

    private static Response.Whole answer(
            List<Route> routes, String pattern, Map<String, String> values, String query, Fields fields)
            throws InterruptedException {
        Route route = routes.stream()
                .filter(candidate -> candidate.pattern().equals(pattern))
                .findFirst()
                .orElseThrow();
        Request request =
                new Request("GET", values, query, fields, () -> new byte[0], "192.0.2.1", "00-" + "0".repeat(32));
        return (Response.Whole) route.handler().handle(request);
    }
}
