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

/** The hosted pages when something does not come, or comes twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostedPageTroubleIT {
    @AutoClose
    private ScriptedBrowsing browsing;

    @BeforeAll
    void up(@TempDir Path folder) throws IOException {
        browsing = ScriptedBrowsing.start(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "confirm", "report"})
    void aPageWhoseScriptsDoNotComeSaysWhatItNeeds(String page) {
        Tab tab = browsing.stranger().without("*/assets/otp-verify.js");

        browsing.page(tab, "/acme/" + page + "#a.b");

        tab.until("document.querySelector('main').innerText.includes('needs JavaScript')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "confirm#a.b", "report#a.b"})
    void aPageWithItsScriptsDoesNotSpeakOfThem(String page) {
        Tab tab = browsing.page(browsing.stranger(), "/acme/" + page);

        tab.until("document.querySelector('#script').hidden");
    }

    @Test
    void theFocusWaitsOnTheHeadingUntilTheBoxesHaveAName() {
        Tab tab = browsing.page(browsing.stranger(), "/acme/verify");
        tab.evaluate("hold(''); document.querySelector('#email').focus()");
        tab.type("ada@example.com");
        tab.press("Enter");
        tab.until("asked.length === 1");
        assertThat(tab.text("document.activeElement.tagName")).isEqualTo("H1");

        tab.evaluate("release()");

        tab.until("document.activeElement.shadowRoot.activeElement.ariaLabel === 'web.code.label'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"confirm", "report"})
    void aSecondLinkInTheSameTabIsAPageOfItsOwn(String page) {
        Tab tab = browsing.page(browsing.stranger(), "/acme/" + page + "#first.r1");
        tab.until("document.querySelector('#script').hidden");
        tab.evaluate("window.old = true; location.hash = '#second.r2'");

        tab.until("!window.old && document.querySelector('#script').hidden");

        assertThat(tab.text("location.hash")).isEqualTo("#second.r2");
    }
}
