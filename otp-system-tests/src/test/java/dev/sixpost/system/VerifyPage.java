package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.browser.Accessibility;
import dev.sixpost.browser.Tab;
import java.net.URI;

/** The hosted page as somebody uses it. */
record VerifyPage(Tab tab) {
    static final String ELEMENT = "document.querySelector('otp-verify')";
    static final String INPUT = ELEMENT + ".shadowRoot.querySelector('input')";
    private static final String SHADOW = ELEMENT + ".shadowRoot";

    static VerifyPage open(Tab tab, URI gateway, String pathAndQuery) {
        tab.go(gateway.resolve(pathAndQuery));
        return new VerifyPage(tab);
    }

    /** Types the address and presses Enter; the boxes are there when this returns. */
    VerifyPage ask(String email) {
        tab.evaluate("document.querySelector('#email').focus()");
        tab.type(email);
        tab.press("Enter");
        tab.until(SHADOW + ".activeElement.matches('input') && " + SHADOW + ".querySelector('.lead').innerText !== ''");
        return this;
    }

    String code() {
        return tab.text(INPUT + ".value");
    }

    boolean takesDigits() {
        return !tab.evaluate(INPUT + ".readOnly").asBoolean(true);
    }

    String alert() {
        return tab.text(SHADOW + ".querySelector('.alert').textContent");
    }

    String status() {
        return tab.text(SHADOW + ".querySelector('.status').textContent");
    }

    void awaitAlert(String words) {
        tab.until(SHADOW + ".querySelector('.alert').textContent.includes('" + words + "')");
    }

    void awaitStatus(String words) {
        tab.until(SHADOW + ".querySelector('.status').textContent.includes('" + words + "')");
    }

    void awaitButton(String words) {
        tab.until(SHADOW + ".querySelector('button').ariaDisabled === 'false' && " + SHADOW
                + ".querySelector('button').textContent.includes('" + words + "')");
    }

    String button() {
        return tab.text(SHADOW + ".querySelector('button').textContent");
    }

    void pressButton() {
        tab.click(SHADOW + ".querySelector('button')");
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
