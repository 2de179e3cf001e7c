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

/** What the element makes of answers that are missing or late. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElementOutageIT {
    private static final String KEYS =
            "new Set(asked.filter(({ path }) => path === '/otp').map(({ key }) => key)).size";

    @AutoClose
    private ScriptedBrowsing browsing;

    @BeforeAll
    void up(@TempDir Path folder) throws IOException {
        browsing = ScriptedBrowsing.start(folder);
    }

    /** As often as the element repeats by itself. */
    private static String noAnswer(String path, int status, String more) {
        return "hurryTimeouts(); for (let i = 0; i < 6; i++) refuse('" + path + "', " + status + ", 'unavailable', "
                + more + ")";
    }

    private VerifyPage accepted() {
        VerifyPage page = browsing.open(ADA, noAnswer("/otp", 202, "{ id: 'r1', status: 'accepted' }"));
        page.awaitButton("web.error.retry");
        return page;
    }

    @Test
    void anAnswerToOtherDigitsBringsTheButtonBackThatAnUnansweredGuessTook() {
        VerifyPage page = browsing.openAndAsked();
        page.tab().evaluate(noAnswer("/otp/verify", 503, "{}"));
        page.tab().type("123456");
        page.awaitButton("web.error.retry");
        page.tab().evaluate("refuse('/otp/verify', 429, 'too-many-attempts')");

        page.tab().type("7");

        page.awaitButton("web.resend.fresh");
    }

    @Test
    void whoTypesTheFirstCodeCanAskForAnotherThoughTheLastAskHadNoAnswer() {
        VerifyPage page = browsing.openAndAsked();
        page.tab().evaluate(noAnswer("/otp", 503, "{}") + "; refuse('/otp/verify', 422, 'code-incorrect')");
        page.pressButton();
        page.awaitButton("web.error.retry");

        page.tab().type("123456");

        page.awaitAlert("web.code.incorrect");
        page.awaitButton("web.resend.again");
    }

    @Test
    void anAskIsTriedAgainWithItsKeyUntilItIsAnswered() {
        VerifyPage page = browsing.open(ADA, noAnswer("/otp", 503, "{}"));
        page.awaitAlert("web.error.connection");

        page.pressButton();
        page.awaitButton("web.resend.again");
        assertThat(page.tab().evaluate(KEYS).asInt()).isEqualTo(1);

        page.pressButton();
        page.tab().until(KEYS + " === 2");
    }

    @Test
    void whatWasAcceptedIsUnderwayAndNotAFailure() {
        VerifyPage page = accepted();
        assertThat(page.alert()).isEmpty();
        assertThat(page.status()).isEqualTo("web.delivery.asking");

        page.tab().evaluate("streams[0].tell(statusOf('r1'))");

        page.awaitStatus("web.delivery.sent");
        page.awaitButton("web.resend.again");
        assertThat(page.alert()).isEmpty();
    }

    @Test
    void whatWaitedTooLongToBeDecidedCanBeAskedForAnew() {
        VerifyPage page = accepted();

        page.tab().evaluate("streams[0].tell(statusOf('r1', { status: 'rejected', reason: 'stale' }))");

        page.awaitAlert("web.error.connection");
        assertThat(page.takesDigits()).isTrue();
        page.pressButton();
        page.awaitButton("web.resend.again");
        assertThat(page.alert()).isEmpty();
        assertThat(page.tab().evaluate(KEYS).asInt()).isEqualTo(2);
    }

    @Test
    void withoutSettingsNothingCanBeTypedUntilTheyAreHad() {
        VerifyPage page = browsing.open(ADA, noAnswer("", 503, "{}"));
        page.awaitButton("Try again");
        assertThat(page.takesDigits()).isFalse();

        page.pressButton();

        page.awaitButton("web.resend.again");
        assertThat(page.takesDigits()).isTrue();
    }
}
