package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.browser.Accessibility;
import dev.sixpost.browser.Tab;
import java.net.URI;

/** The hosted page as somebody uses it. */
record VerifyPage(Tab tab) {
    private static final String ELEMENT = "document.querySelector('otp-verify').shadowRoot";

    static VerifyPage open(Tab tab, URI gateway, String pathAndQuery) {
        tab.go(gateway.resolve(pathAndQuery));
        return new VerifyPage(tab);
    }

    /** Types the address and presses Enter; the boxes are there when this returns. */
    VerifyPage ask(String email) {
        tab.evaluate("document.querySelector('#email').focus()");
        tab.type(email);
        tab.press("Enter");
        tab.until(
                ELEMENT + ".activeElement.matches('input') && " + ELEMENT + ".querySelector('.lead').innerText !== ''");
        return this;
    }

    String code() {
        return tab.text(ELEMENT + ".querySelector('input').value");
    }

    String alert() {
        return tab.text(ELEMENT + ".querySelector('.alert').textContent");
    }

    String status() {
        return tab.text(ELEMENT + ".querySelector('.status').textContent");
    }

    void awaitAlert(String words) {
        tab.until(ELEMENT + ".querySelector('.alert').textContent.includes('" + words + "')");
    }

    void awaitStatus(String words) {
        tab.until(ELEMENT + ".querySelector('.status').textContent.includes('" + words + "')");
    }

    void awaitButton(String words) {
        tab.until(ELEMENT + ".querySelector('button').ariaDisabled === 'false' && " + ELEMENT
                + ".querySelector('button').textContent.includes('" + words + "')");
    }

    void pressButton() {
        tab.click(ELEMENT + ".querySelector('button')");
    }

    void awaitDone() {
        tab.until("document.querySelector('#done') && !document.querySelector('#done').hidden");
    }

    /** Usable by everybody, nothing wider than the window, nothing the policy had to keep away. */
    void assertSound() {
        assertThat(Accessibility.violations(tab)).isEmpty();
        assertThat(tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean(false))
                .as("nothing is wider than the window")
                .isTrue();
        assertThat(tab.complaints()).isEmpty();
    }
}
