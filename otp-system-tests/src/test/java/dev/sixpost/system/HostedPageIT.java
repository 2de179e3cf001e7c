package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.browser.Tab;
import dev.sixpost.schemas.OtpReported;
import dev.sixpost.schemas.Topic;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people see and do, in a real browser against a real stack. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostedPageIT {
    private Browsing browsing;

    @BeforeAll
    void up(@TempDir Path folder) throws IOException {
        browsing = Browsing.start(folder);
    }

    @AfterAll
    void down() throws IOException {
        if (browsing != null) {
            browsing.close();
        }
    }

    private VerifyPage open(String pathAndQuery) {
        return VerifyPage.open(browsing.stranger(), browsing.gateway(), pathAndQuery);
    }

    @Test
    void signUpByTypingIsReachableForEverybodyAtEveryStep() {
        VerifyPage page = open("/demo/verify?purpose=signup");
        page.assertSound();
        page.ask("ada.page@example.com").awaitStatus("sent");
        page.assertSound();

        page.tab().type(browsing.person("demo", "ada.page@example.com").codeOfMail(1));

        page.awaitDone();
        page.assertSound();
    }

    @Test
    void pastedCodeFillsAllSixBoxesAndIsSent() {
        VerifyPage page = open("/demo/verify").ask("bob.paste@example.com");
        String code = browsing.person("demo", "bob.paste@example.com").codeOfMail(1);

        page.tab().paste(" " + code.substring(0, 3) + " " + code.substring(3) + "\n");

        page.awaitDone();
    }

    @Test
    void backspaceAndArrowsMoveAndTypingReplacesTheDigitOneStandsOn() {
        VerifyPage page = open("/demo/verify").ask("cleo.keys@example.com");
        String code = browsing.person("demo", "cleo.keys@example.com").codeOfMail(1);
        Tab tab = page.tab();

        tab.type("12345");
        tab.press("Backspace");
        assertThat(page.code()).isEqualTo("1234");
        tab.press("ArrowLeft");
        tab.press("ArrowLeft");
        tab.type("9");
        assertThat(page.code()).isEqualTo("1294");
        tab.press("Backspace");
        assertThat(page.code()).isEqualTo("129");
        for (int i = 0; i < 3; i++) {
            tab.press("ArrowRight");
        }
        for (int i = 0; i < 3; i++) {
            tab.press("Backspace");
        }
        assertThat(page.code()).isEmpty();
        tab.type("x" + fullWidth(code));

        page.awaitDone();
    }

    private static String fullWidth(String digits) {
        return digits.chars()
                .collect(StringBuilder::new, (b, c) -> b.append((char) (c - '0' + '０')), StringBuilder::append)
                .toString();
    }

    @Test
    void wrongCodeSaysHowManyAttemptsAreLeftAndTheLastOneThatANewCodeIsNeeded() {
        VerifyPage page = open("/quick/verify?purpose=signup").ask("dan.wrong@example.com");
        String wrong =
                Person.wrong(browsing.person("quick", "dan.wrong@example.com").codeOfMail(1));

        page.tab().type(wrong);
        page.awaitAlert("1 attempt left");
        page.assertSound();
        page.tab().type(wrong);
        page.awaitAlert("Ask for a new one");
        page.awaitButton("Send a new code");
        page.pressButton();
        page.awaitStatus("sent");
        page.tab().type(browsing.person("quick", "dan.wrong@example.com").codeOfMail(2));

        page.awaitDone();
    }

    @Test
    void codeIsSentAgainOnceTheServerAllowsItAndAReloadSendsNothing() throws IOException {
        Person eve = browsing.person("quick", "eve.again@example.com");
        VerifyPage page = open("/quick/verify?purpose=signup").ask(eve.email());
        String code = eve.codeOfMail(1);

        page.awaitButton("again");
        page.pressButton();
        assertThat(eve.codeOfMail(2)).isEqualTo(code);
        page.tab().reload();
        page.ask(eve.email()).awaitStatus("sent");
        page.tab().type(code);

        page.awaitDone();
        assertThat(eve.mailIds()).hasSize(2);
    }

    @Test
    void readersRegionIsThatOfTheMailToo() throws IOException {
        String own = "\"strings\":{\"de-AT\":{\"subject\":\"Servas\"}}";
        Applications.configure(browsing.stack, browsing.topics, "austrian", own);
        open("/austrian/verify?locale=de-AT").ask("kim.wien@example.com");

        assertThat(browsing.person("austrian", "kim.wien@example.com").mail(1).subject())
                .isEqualTo("Servas");
    }

    @Test
    void refusedAddressIsSaidLiveAndTheAddressCanBeChanged() {
        VerifyPage page = open("/refusing/verify").ask("nobody@example.com");

        page.awaitAlert("refused this address");
        page.assertSound();
        page.tab().click("document.querySelector('#type .quiet')");

        assertThat(page.tab().text("document.activeElement.id")).isEqualTo("email");
    }

    @Test
    void delayedMailIsSaidLive() {
        open("/refusing/verify").ask("later.delayed@example.com").awaitStatus("delayed");
    }

    @Test
    void narrowDarkArabicPageRunsFromRightToLeftWithItsDigitsFromLeftToRight() {
        VerifyPage page = new VerifyPage(browsing.stranger().sized(320, 640).dark());
        page.tab().go(browsing.gateway().resolve("/linked/verify?purpose=login&locale=ar"));
        assertThat(page.tab().text("document.documentElement.dir")).isEqualTo("rtl");
        page.assertSound();
        page.ask("farid.narrow@example.com");
        page.assertSound();
        assertThat(
                        page.tab()
                                .text(
                                        "getComputedStyle(document.querySelector('otp-verify').shadowRoot.querySelector('.boxes')).direction"))
                .isEqualTo("ltr");
        page.tab().type("11");
        page.assertSound();
    }

    @Test
    void linkInTheSameBrowserConfirmsWithOnePressAndTheWaitingPageGoesOnByItself() throws IOException {
        VerifyPage waiting = open("/linked/verify?purpose=login").ask("gil.link@example.com");
        Tab landing = waiting.tab().sibling().go(browsing.linkOf("gil.link@example.com", "confirm"));
        new VerifyPage(landing).assertSound();
        assertThat(landing.evaluate("document.querySelector('#done').hidden").asBoolean(false))
                .isTrue();

        landing.click("document.querySelector('#ask button')");

        new VerifyPage(landing).awaitDone();
        waiting.awaitDone();
        waiting.assertSound();
    }

    @Test
    void linkInAnotherBrowserSaysWhereToTypeTheCode() throws IOException {
        VerifyPage waiting = open("/linked/verify?purpose=login").ask("hedy.other@example.com");
        Person hedy = browsing.person("linked", "hedy.other@example.com");
        String code = hedy.codeOfMail(1);
        Tab elsewhere = browsing.stranger().go(browsing.linkOf("hedy.other@example.com", "confirm"));

        elsewhere.until("!document.querySelector('#elsewhere').hidden");
        new VerifyPage(elsewhere).assertSound();
        waiting.tab().type(code);

        waiting.awaitDone();
    }

    @Test
    void reportIsMadeByThePressAndNotByTheVisit() throws IOException {
        open("/linked/verify?purpose=login").ask("ida.report@example.com");
        Tab tab = browsing.stranger().go(browsing.linkOf("ida.report@example.com", "report"));
        new VerifyPage(tab).assertSound();
        assertThat(browsing.topics.events(Topic.SIGNALS, OtpReported.class)).isEmpty();

        tab.click("document.querySelector('#ask button')");

        new VerifyPage(tab).awaitDone();
        browsing.topics.awaitEvent(
                Topic.SIGNALS, OtpReported.class, event -> event.application().equals("linked"));
    }

    @Test
    void elementOnAnotherSiteWorksUnderThePolicyThatIsDocumented() throws IOException {
        try (OtherSite site = new OtherSite(browsing.gateway())) {
            String allowed = "\"web\":{\"allowedOrigins\":[\"" + site.address() + "\"]}";
            Applications.configure(browsing.stack, browsing.topics, "elsewhere", allowed);
            Tab tab = browsing.stranger().go(site.address());
            tab.evaluate("addEventListener('verified', ({ detail }) => { window.token = detail.token; });"
                    + "document.querySelector('main').insertAdjacentHTML('beforeend', '<otp-verify"
                    + " application=\"elsewhere\" email=\"jo.else@example.com\" autofocus></otp-verify>')");
            VerifyPage page = new VerifyPage(tab);
            page.awaitStatus("E-Mail");
            page.assertSound();

            tab.evaluate("document.querySelector('otp-verify').focus()");
            tab.type(browsing.person("elsewhere", "jo.else@example.com").codeOfMail(1));

            tab.until("window.token.split('.').length === 3");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void tokenGoesOnlyWhereTheApplicationSaid() {
        String target = "document.querySelector('[data-page]').dataset.target";
        assertThat(open("/going/verify?redirect=https://acme.example/done")
                        .tab()
                        .text(target))
                .isEqualTo("https://acme.example/done");
        assertThat(open("/going/verify?redirect=https://acme.example/done/")
                        .tab()
                        .text(target))
                .isEqualTo("https://acme.example/login");
        assertThat(open("/demo/verify?redirect=https://evil.example/").tab().text(target))
                .isEmpty();
    }
}
