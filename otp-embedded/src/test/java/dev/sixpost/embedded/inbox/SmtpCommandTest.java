package dev.sixpost.embedded.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpCommandTest {

    @Test
    void readsVerbsInAnyCaseWhateverTheLanguageOfTheMachine() {
        assertThat(SmtpCommand.parse("quit")).isEqualTo(new SmtpCommand.Quit());
        assertThat(SmtpCommand.parse("mail from:<a@x.example>"))
                .isEqualTo(new SmtpCommand.MailFrom("a@x.example", OptionalLong.empty()));
        assertThat(SmtpCommand.parse("MAIL FROM:<a@x.example> size=12 body=8bitmime"))
                .isEqualTo(new SmtpCommand.MailFrom("a@x.example", OptionalLong.of(12)));
    }

    @Test
    void takesABounceWithoutSenderButNoMailWithoutRecipient() {
        assertThat(SmtpCommand.parse("MAIL FROM:<>")).isEqualTo(new SmtpCommand.MailFrom("", OptionalLong.empty()));
        assertThat(SmtpCommand.parse("RCPT TO:<>")).isInstanceOf(SmtpCommand.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "EHLO",
                "EHLO ",
                "MAIL",
                "MAIL FROM:",
                "MAIL FROM:a@x.example",
                "MAIL FROM:<a@x.example",
                "MAIL FROM:<a@x.example> SMTPUTF8",
                "MAIL FROM:<a@x.example> SIZE=-1",
                "MAIL FROM:<a@x.example> SIZE=99999999999999999999",
                "MAIL FROM:<a@x.example>SIZE=1",
                "MAIL FROM:<a@x.example>  BODY=7BIT",
                "RCPT TO:<a>",
                "RCPT TO:<@a>",
                "RCPT TO:<a@>",
                "RCPT TO:<a@b@c>",
                "RCPT TO:<@relay:a@x.example>",
                "RCPT TO:<a b@x.example>",
                "RCPT TO:<a@x.example> SIZE=1",
                "RCPT TO:<a@x.example>\r\nRCPT TO:<v@y.example>",
                "RCPT TO:<\u00fc@x.example>",
                "DATA now",
                "QUIT please",
                "STARTTLS",
                "AUTH PLAIN AGEAYg==",
                "GET / HTTP/1.1",
            })
    void refusesWhatIsNoCommandOfThisServer(String line) {
        assertThat(SmtpCommand.parse(line)).isInstanceOf(SmtpCommand.Refused.class);
    }

    @Test
    void refusesAPathOfMoreThan256Octets() {
        String local = "a".repeat(64);
        String domain = "d".repeat(254 - 65);
        assertThat(SmtpCommand.parse("RCPT TO:<" + local + "@" + domain + ">"))
                .isEqualTo(new SmtpCommand.RcptTo(local + "@" + domain));
        assertThat(SmtpCommand.parse("RCPT TO:<" + local + "@" + domain + "d>"))
                .isInstanceOf(SmtpCommand.Refused.class);
    }
}
