package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sixpost.browser.Chromium;
import dev.sixpost.browser.Tab;
import dev.sixpost.embedded.inbox.Inbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The development inbox in a real browser. */
class InboxPageIT {

    @Test
    void mailsShowUpAtOnceAndTheirCodesAndLinksAreOnePressAway(@TempDir Path folder) throws IOException {
        assumeTrue(Chromium.installed().isPresent(), "no Chromium on the PATH: browser tests are skipped");
        try (Inbox inbox = Inbox.start(folder.resolve("inbox"), 0, 0);
                Chromium chromium = Chromium.start(Chromium.installed().orElseThrow(), folder)) {
            Tab tab = chromium.newBrowser().sized(1200, 800).dark().go(URI.create(inbox.url()));
            new VerifyPage(tab).assertSound();

            send(inbox.smtpPort(), "ada@example.com", "042137");
            send(inbox.smtpPort(), "bob@example.com", "777000");
            tab.until("document.querySelectorAll('#mails li').length === 2");
            tab.press("ArrowDown");
            tab.until("document.querySelector('#code').textContent === 'Copy 777000'");
            new VerifyPage(tab).assertSound();
            assertThat(tab.text("document.querySelector('#link').href"))
                    .isEqualTo("http://localhost:1/demo/confirm#aa.bb-_");

            tab.evaluate("document.querySelector('#search').focus()");
            tab.type("ada");
            tab.until("document.querySelectorAll('#mails li').length === 1");
            tab.allowClipboard();
            tab.click("document.querySelector('#mails .copy')");
            tab.until("document.querySelector('#said').textContent === 'Copied 042137.'");
            assertThat(tab.text("navigator.clipboard.readText()")).isEqualTo("042137");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    private static void send(int port, String to, String code) throws IOException {
        String mail = "From: Demo <demo@sixpost.example>\r\nTo: " + to + "\r\nSubject: Your code\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n\r\nYour code: " + code
                + "\r\nhttp://localhost:1/demo/confirm#aa.bb-_\r\n.";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setSoTimeout(10_000);
            assertThat(answers.readLine()).startsWith("220");
            for (String line : List.of(
                    "HELO me", "MAIL FROM:<demo@sixpost.example>", "RCPT TO:<" + to + ">", "DATA", mail, "QUIT")) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                assertThat(answers.readLine()).matches("[23].*");
            }
        }
    }
}
