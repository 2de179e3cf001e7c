package dev.sixpost.system;

import static dev.sixpost.system.ScriptedBrowsing.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the element makes of what happens elsewhere: in another tab, on a server, behind the link of a mail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElementElsewhereIT {
    @AutoClose
    private ScriptedBrowsing browsing;

    @BeforeAll
    void up(@TempDir Path folder) throws IOException {
        browsing = ScriptedBrowsing.start(folder);
    }

    /** A page that is loaded again is a new element, too. */
    @ParameterizedTest
    @ValueSource(strings = {"", "const main = document.querySelector('main'); main.innerHTML = main.innerHTML"})
    void theLinkOfAnEarlierMailIsForTheWaitingPageToo(String between) {
        VerifyPage page = browsing.openAndAsked();
        page.pressButton();
        page.tab().until("streams.length === 2");
        page.tab().evaluate(between);
        page.tab().until("streams.at(-1).url.includes('/r2/') && " + VerifyPage.INPUT + ".readOnly === false");
        page.awaitStatus("web.delivery");

        page.tab()
                .evaluate("refuse('/otp/r2', 200, '', { id: 'r2', status: 'verified' });"
                        + " refuse('/otp/r1', 200, '', { id: 'r1', status: 'verified', token: 'a.b.c' });"
                        + " streams.at(-1).tell(statusOf('r2', { status: 'verified' }))");

        page.awaitStatus("web.done.title");
        assertThat(page.tab().text("told.at(-1).id")).isEqualTo("r1");
        assertThat(page.tab().text("asked.findLast(({ path }) => path === '/otp/r1').secret"))
                .isEqualTo("secret of r1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r1", "r9"})
    void whatWasVerifiedElsewhereLeavesAButtonForANewCode(String id) {
        VerifyPage page = browsing.open(id.equals("r1") ? ADA : ADA + " request='r9'", "");
        page.tab().until("streams.length === 1 && !" + VerifyPage.INPUT + ".readOnly");
        page.awaitStatus("web.delivery");

        page.tab().evaluate("streams[0].tell(statusOf('" + id + "', { status: 'verified' }))");

        page.awaitAlert("web.code.inactive");
        assertThat(page.takesDigits()).isFalse();
        page.awaitButton("web.resend.fresh");
        page.pressButton();
        page.tab().until("!" + VerifyPage.INPUT + ".readOnly");
        assertThat(page.alert()).isEmpty();
    }

    @Test
    void aGuessWithoutAnAnswerIsTriedAgainThoughItVerifiedTheAddress() {
        VerifyPage page = browsing.openAndAsked();
        page.tab()
                .evaluate("hurryTimeouts(); for (let i = 0; i < 6; i++) refuse('/otp/verify', 503, 'unavailable');"
                        + " refuse('/otp/r1', 200, '', { id: 'r1', status: 'verified' })");
        page.tab().type("123456");
        page.awaitButton("web.error.retry");
        // The look at the status, and the one for a token.
        page.tab().until("asked.filter(({ path }) => path === '/otp/r1').length === 2");
        assertThat(page.code()).isEqualTo("123456");

        page.pressButton();

        page.awaitStatus("web.done.title");
    }

    @Test
    void aCodeThatAnotherTabAskedForStaysTypableWhateverLimitComesNext() {
        VerifyPage page = browsing.open(ADA, "refuse('/otp', 429, 'resend-cooldown')");
        page.awaitButton("web.resend.again");
        page.tab().evaluate("refuse('/otp', 429, 'rate-limited', { retryAfterSeconds: 86400 })");

        page.pressButton();
        page.awaitAlert("web.code.limited");

        assertThat(page.takesDigits()).isTrue();
    }

    @Test
    void aCodeThatAnotherTabAskedForOpensTheBoxesThatALimitHadClosed() {
        VerifyPage page = browsing.open(ADA, "refuse('/otp', 429, 'rate-limited')");
        page.awaitButton("web.resend.again");
        assertThat(page.takesDigits()).isFalse();
        page.tab().evaluate("refuse('/otp', 429, 'resend-cooldown')");

        page.pressButton();
        page.awaitStatus("web.delivery.recent");

        assertThat(page.takesDigits()).isTrue();
    }

    @Test
    void aLockThatTheStreamTellsOfLastsAsLongAsItSays() {
        VerifyPage page = browsing.open(
                ADA,
                "hurryTimeouts(); for (let i = 0; i < 6; i++)"
                        + " refuse('/otp', 202, '', { id: 'r1', status: 'accepted' })");
        page.awaitButton("web.error.retry");

        page.tab()
                .evaluate("streams[0].tell(statusOf('r1', { status: 'rejected', reason: 'locked', retryAfterSeconds:"
                        + " 7200 }))");

        page.awaitAlert("web.code.locked");
        assertThat(page.button()).isEmpty();
        assertThat(page.tab().evaluate("told.at(-1).retryAfterSeconds").asInt()).isEqualTo(7200);
    }
}
