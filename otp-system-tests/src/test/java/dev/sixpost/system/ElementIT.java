package dev.sixpost.system;

import static dev.sixpost.system.ScriptedBrowsing.ADA;
import static dev.sixpost.system.VerifyPage.ELEMENT;
import static dev.sixpost.system.VerifyPage.INPUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the element makes of answers that a healthy stack does not give on demand: in a real browser, against a script. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElementIT {
    private static final String ASKED = "asked.filter(({ path }) => path === '/otp').length";
    private static final String ASKED_FOR =
            "asked.some(({ path, body }) => path === '/otp' && body.email === '%s@example.com')";

    @AutoClose
    private ScriptedBrowsing browsing;

    @BeforeAll
    void up(@TempDir Path folder) throws IOException {
        browsing = ScriptedBrowsing.start(folder);
    }

    @Test
    void whereThePageSaysNoLanguageTheCodeIsAskedForInTheReaders() {
        VerifyPage page = browsing.open(ADA, "document.documentElement.removeAttribute('lang')");
        page.awaitButton("web.resend.again");

        assertThat(page.tab().text("asked.find(({ path }) => path === '/otp').body.locale"))
                .isEqualTo("en-GB");
    }

    private static void verify(VerifyPage page) {
        page.tab().type("123456");
        page.awaitStatus("web.done.title");
    }

    private static int count(VerifyPage page, String expression) {
        return page.tab().evaluate(expression).asInt();
    }

    @Test
    void limitOnAnotherCodeTakesNothingFromTheFirst() {
        VerifyPage page = browsing.openAndAsked();
        page.tab().evaluate("refuse('/otp', 429, 'rate-limited')");

        page.pressButton();
        page.awaitAlert("web.code.limited");

        assertThat(page.takesDigits()).isTrue();
        verify(page);
    }

    @Test
    void limitBeforeTheFirstCodeClosesTheBoxesUntilThereIsOne() {
        VerifyPage page = browsing.open(ADA, "refuse('/otp', 429, 'rate-limited')");
        page.awaitAlert("web.code.limited");
        assertThat(page.takesDigits()).isFalse();

        page.awaitButton("web.resend.again");
        page.pressButton();
        page.tab().until("!" + INPUT + ".readOnly");

        assertThat(page.alert()).isEmpty();
        verify(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/otp", "/otp/verify"})
    void lockClosesTheBoxesUntilTheNextCodeWhateverIsHeardOfTheOneBefore(String path) {
        VerifyPage page = browsing.openAndAsked();
        page.tab().evaluate("refuse('" + path + "', 429, 'locked')");
        if (path.equals("/otp")) {
            page.pressButton();
        } else {
            page.tab().type("123456");
        }
        page.awaitAlert("web.code.locked");
        page.tab().evaluate("streams[0].tell(statusOf('r1', { delivery: 'delayed' }))");
        assertThat(page.takesDigits()).isFalse();

        page.awaitButton("web.resend.again");
        page.pressButton();
        page.tab().until("!" + INPUT + ".readOnly");

        assertThat(page.code()).isEmpty();
        verify(page);
    }

    @Test
    void streamThatFailsIsOpenedAgainEverMoreSlowlyAndAtOnceWhenTheBrowserIsBackOnline() {
        VerifyPage page = browsing.openAndAsked();
        page.tab()
                .evaluate("holdTimeouts(); window.waits = []; for (let failure = 0; failure < 30; failure++) {"
                        + " streams.at(-1).fail(); waits.push(elapse()); }");
        assertThat(count(page, "streams.length")).isEqualTo(31);
        assertThat(count(page, "waits[0]")).isBetween(1, 2000);
        assertThat(count(page, "waits.at(-1)")).isBetween(15_000, 30_000);

        page.tab().evaluate("streams.at(-1).fail(); dispatchEvent(new Event('online'))");
        assertThat(count(page, "streams.length")).isEqualTo(32);
        assertThat(count(page, "streams.filter(({ readyState }) => readyState !== 2).length"))
                .isEqualTo(1);
        page.tab().evaluate("streams.at(-1).tell(statusOf('r1', { delivery: 'delayed' }))");
        page.awaitStatus("web.delivery.delayed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ status: 'expired' }", "{ expiresAt: inMinutes(-5), linkExpiresAt: inMinutes(-2) }"})
    void streamIsLeftAloneOnceTheRequestIsOver(String over) {
        VerifyPage page = browsing.openAndAsked();

        page.tab()
                .evaluate("holdTimeouts(); streams[0].tell(statusOf('r1', " + over + "));"
                        + " streams[0].fail(); elapse(); dispatchEvent(new Event('online'))");

        assertThat(count(page, "streams.length")).isEqualTo(1);
    }

    @Test
    void attributeWrittenAgainWithTheSameValueChangesNothing() {
        VerifyPage page = browsing.openAndAsked();
        page.tab().type("123");

        page.tab().evaluate(ELEMENT + ".setAttribute('email', 'ada@example.com')");

        assertThat(page.code()).isEqualTo("123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "element.setAttribute('email', 'ada@example.com')",
                "document.body.append(element)",
                "element.setAttribute('locale', 'de')"
            })
    void whoHasVerifiedStaysDoneUntilAnotherAddressIsAskedFor(String change) {
        VerifyPage page = browsing.openAndAsked();
        verify(page);

        page.tab().evaluate("const element = " + ELEMENT + "; " + change);
        // Whatever the change began would have asked by the time another element, begun later, has.
        page.tab()
                .evaluate("document.body.insertAdjacentHTML('beforeend',"
                        + " \"<otp-verify application='acme' email='carol@example.com'></otp-verify>\")");
        page.tab().until(ASKED_FOR.formatted("carol"));
        assertThat(count(page, ASKED)).isEqualTo(2);
        assertThat(page.status()).isEqualTo("web.done.title");

        page.tab().evaluate(ELEMENT + ".setAttribute('email', 'bob@example.com')");
        page.tab().until(ASKED_FOR.formatted("bob") + " && !" + INPUT + ".readOnly");
    }

    @Test
    void backspaceTakesAllDigitsThatAreSelected() {
        VerifyPage page = browsing.openAndAsked();
        page.tab().type("12345");
        page.tab().evaluate(INPUT + ".setSelectionRange(1, 4)");

        page.tab().press("Backspace");

        assertThat(page.code()).isEqualTo("15");
    }

    @Test
    void requestWithoutItsAddressIsRefusedBeforeAnythingIsTyped() {
        VerifyPage page = browsing.open("request='r9'", "");

        page.awaitAlert("web.error.address");

        assertThat(page.takesDigits()).isFalse();
        assertThat(page.tab().text("told[0].name + ' ' + told[0].problem")).isEqualTo("refused invalid-request");
        assertThat(count(page, "asked.filter(({ path }) => path !== '').length"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"true, web.delivery.failed", "false, web.error.off"})
    void onlyAMailThatWasRefusedForGoodIsBlamedOnTheAddress(boolean permanent, String text) {
        VerifyPage page = browsing.openAndAsked();

        page.tab()
                .evaluate("streams[0].tell(statusOf('r1', { delivery: 'failed',"
                        + " timeline: [{ event: 'failed', reason: 'why', permanent: " + permanent + " }] }))");

        assertThat(page.alert()).isEqualTo(text);
        assertThat(page.tab().text("told[0].name + ' ' + told[0].reason + ' ' + told[0].permanent"))
                .isEqualTo("delivery-failed why " + permanent);
    }
}
