package dev.sixpost.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sixpost.browser.Chromium;
import dev.sixpost.browser.Tab;
import java.io.IOException;
import java.nio.file.Path;

/** A scripted site and a browser. Skipped, and said so, where there is no browser. */
final class ScriptedBrowsing implements AutoCloseable {
    static final String ADA = "email='ada@example.com'";

    private final ScriptedSite site;
    private final Chromium chromium;

    private ScriptedBrowsing(Path binary, Path folder) throws IOException {
        site = new ScriptedSite();
        chromium = Chromium.start(binary, folder);
    }

    static ScriptedBrowsing start(Path folder) throws IOException {
        assumeTrue(Chromium.installed().isPresent(), "no Chromium on the PATH: browser tests are skipped");
        return new ScriptedBrowsing(Chromium.installed().orElseThrow(), folder);
    }

    /** A page for the element, which is not there yet, in a browser of its own. */
    Tab empty() {
        return chromium.newBrowser().go(site.address());
    }

    Tab stranger() {
        return chromium.newBrowser();
    }

    /** One of the hosted pages. */
    Tab page(Tab tab, String path) {
        return tab.go(site.address().resolve(path));
    }

    /** The element in a page of its own, after a script that prepares the answers. */
    VerifyPage open(String attributes, String prepared) {
        Tab tab = empty();
        tab.evaluate(prepared + "; window.told = []; for (const name of ['verified', 'refused', 'delivery-failed'])"
                + " addEventListener(name, ({ detail }) => told.push({ name, ...detail }));"
                + "document.querySelector('main').innerHTML = \"<otp-verify application='acme' " + attributes
                + "></otp-verify>\"; " + VerifyPage.ELEMENT + ".focus()");
        return new VerifyPage(tab);
    }

    VerifyPage openAndAsked() {
        VerifyPage page = open(ADA, "");
        page.awaitButton("web.resend.again");
        return page;
    }

    @Override
    public void close() {
        chromium.close();
        site.close();
    }
}
