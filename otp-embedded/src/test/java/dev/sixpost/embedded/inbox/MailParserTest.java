package dev.sixpost.embedded.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailParserTest {

    private static final String ALTERNATIVE = """
        From: =?UTF-8?Q?Acme_Caf=C3=A9?= <hello@acme.example>
        To: Ada <ada@example.com>
        Subject: =?UTF-8?B?RMO8cmZlbiBTaWU/?=
        Message-ID: <m1@acme.example>
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: quoted-printable

        Der Code ist 042137 =E2=9C=93
        --b
        Content-Type: text/html; charset=UTF-8
        Content-Transfer-Encoding: base64

        PGI+MDQyMTM3PC9iPg==
        --b--
        """;

    @Test
    void readsWhoWhatAndBothTexts() {
        StoredMail mail = MailParser.index("0000000000000001", raw(ALTERNATIVE));
        assertThat(mail.from()).isEqualTo(new StoredMail.Mailbox("Acme Café", "hello@acme.example"));
        assertThat(mail.to()).isEqualTo(List.of(new StoredMail.Mailbox("Ada", "ada@example.com")));
        assertThat(mail.subject()).isEqualTo("Dürfen Sie?");
        assertThat(mail.messageId()).isEqualTo("m1@acme.example");
        assertThat(MailParser.texts(raw(ALTERNATIVE)).text()).startsWith("Der Code ist 042137 ✓");
        assertThat(MailParser.texts(raw(ALTERNATIVE)).html()).isEqualTo("<b>042137</b>");
        assertThat(MailParser.headers(raw(ALTERNATIVE))).containsEntry("To", List.of("Ada <ada@example.com>"));
    }

    @Test
    void readsFoldedHeadersAndNothingOfTheBody() {
        StoredMail mail = MailParser.index(
                "0000000000000001",
                raw("To: Ada\n\t<ada@example.com>,\n bob@example.com\nSubject: one\n two\n\nFrom: body@example.com\n"));
        assertThat(mail.to())
                .containsExactly(
                        new StoredMail.Mailbox("Ada", "ada@example.com"),
                        new StoredMail.Mailbox("", "bob@example.com"));
        assertThat(mail.subject()).isEqualTo("one two");
        assertThat(mail.from()).isEqualTo(new StoredMail.Mailbox("", ""));
        assertThat(MailParser.index("0000000000000001", raw(" under\n\tnothing\nSubject: one\n\nx"))
                        .subject())
                .isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "no headers at all",
                "Content-Type: multipart/mixed\n\nno boundary",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nnever closed",
                "Content-Type: ;;;\nTo: <<<>>>,,,;\nSubject: =?nope?Q?x?=\n\nx",
                "Content-Type: text/plain; charset=no-such-charset\n\nx",
                "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n!!!!",
                "Content-Type: text/plain\nContent-Transfer-Encoding: no-such-encoding\n\nx",
                "From: \u0000\u0001\nTo: a@b@c <d>e\n\n",
            })
    void showsWhatItCanOfAMailThatIsBroken(String broken) {
        byte[] raw = raw(broken);
        assertThat(MailParser.index("0000000000000001", raw).size()).isEqualTo(raw.length);
        assertThat(MailParser.texts(raw)).isNotNull();
        assertThat(MailParser.headers(raw)).isNotNull();
    }

    @Test
    void survivesAThousandMailsWithinEachOther() {
        var nested = new StringBuilder();
        for (int depth = 0; depth < 1000; depth++) {
            nested.append("Content-Type: multipart/mixed; boundary=b").append(depth);
            nested.append("\n\n--b").append(depth).append('\n');
        }
        assertThat(MailParser.texts(raw(nested + "\n\ndeep")).text()).isEmpty();
    }

    private static byte[] raw(String mail) {
        return mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
