package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.browser.Tab;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The element among what a site does around it: languages, colours, policies, attributes that come and go. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElementPlaceIT {
    private static final String ASKED_IN = "asked.filter(({ path }) => path === '').at(-1).search";

    @AutoClose
    private ScriptedBrowsing browsing;

    @BeforeAll
    void up(@TempDir Path folder) throws IOException {
        browsing = ScriptedBrowsing.start(folder);
    }

    @Test
    void theLanguageIsThePagesAlsoWhenItChanges() {
        VerifyPage page = browsing.openAndAsked();
        assertThat(page.tab().text(ASKED_IN)).isEqualTo("?locale=en");

        page.tab()
                .evaluate("document.documentElement.lang = 'de'; " + VerifyPage.ELEMENT
                        + ".setAttribute('email', 'bob@example.com')");

        page.tab().until("asked.filter(({ path }) => path === '').length === 2");
        assertThat(page.tab().text(ASKED_IN)).isEqualTo("?locale=de");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<div lang='fr'>"})
    void theLanguageIsFoundThroughShadowTrees(String around) {
        Tab tab = browsing.empty();

        tab.evaluate("document.documentElement.lang = 'fr'; const host = document.createElement('div');"
                + " document.querySelector('main').append(host); host.attachShadow({ mode: 'open' }).innerHTML = \""
                + around
                + "<otp-verify application='acme' email='ada@example.com'></otp-verify>\"");

        tab.until("asked.length > 0");
        assertThat(tab.text(ASKED_IN)).isEqualTo("?locale=fr");
    }

    @Test
    void digitsAreDrawnOnceWhereTheSystemForcesItsColours() {
        VerifyPage page = browsing.openAndAsked();

        page.tab().forcedColours().type("12");

        assertThat(page.tab()
                        .evaluate("matchMedia('(forced-colors: active)').matches")
                        .asBoolean(false))
                .isTrue();
        assertThat(page.tab().text("getComputedStyle(" + VerifyPage.INPUT + ").color"))
                .isEqualTo("rgba(0, 0, 0, 0)");
    }

    @Test
    void aSiteMayForbidToMakeMarkupOfTexts() {
        Tab tab = browsing.empty();
        tab.evaluate("const policy = document.createElement('meta'); policy.httpEquiv = 'Content-Security-Policy';"
                + " policy.content = \"require-trusted-types-for 'script'\"; document.head.append(policy);"
                + " const made = document.createElement('otp-verify'); made.setAttribute('application', 'acme');"
                + " made.setAttribute('email', 'ada@example.com'); document.querySelector('main').append(made)");

        new VerifyPage(tab).awaitButton("web.resend.again");

        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void withoutItsAddressTheElementIsEmptyAndClosed() {
        VerifyPage page = browsing.openAndAsked();
        page.tab().type("123");

        page.tab().evaluate(VerifyPage.ELEMENT + ".removeAttribute('email')");

        page.tab().until(VerifyPage.INPUT + ".readOnly");
        assertThat(page.code()).isEmpty();
        assertThat(page.tab().text(VerifyPage.ELEMENT + ".shadowRoot.querySelector('.content').innerText"))
                .isBlank();
        page.tab().evaluate(VerifyPage.ELEMENT + ".setAttribute('email', 'ada@example.com')");
        page.tab().until("!" + VerifyPage.INPUT + ".readOnly");
    }

    @Test
    void nothingIsTakenBetweenTwoAddresses() {
        VerifyPage page = browsing.openAndAsked();
        page.tab().evaluate("hold(''); " + VerifyPage.ELEMENT + ".setAttribute('email', 'bob@example.com')");
        page.tab().until("asked.filter(({ path }) => path === '').length === 2");

        page.tab().type("123456");
        assertThat(page.code()).isEmpty();
        page.tab().evaluate("release()");

        page.awaitButton("web.resend.again");
        page.tab().type("123456");
        page.awaitStatus("web.done.title");
        assertThat(page.tab().complaints()).isEmpty();
    }
}
