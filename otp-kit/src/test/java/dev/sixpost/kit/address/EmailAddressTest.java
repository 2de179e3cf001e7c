package dev.sixpost.kit.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "ada@example.com, ada@example.com, ada@example.com",
        "Ada.Lovelace@EXAMPLE.com, ada.lovelace@example.com, Ada.Lovelace@example.com",
        "a+tag@x.com, a+tag@x.com, a+tag@x.com",
        "I@x.com, i@x.com, I@x.com",
        "a@bücher.example, a@xn--bcher-kva.example, a@xn--bcher-kva.example",
        "a@BÜCHER.example, a@xn--bcher-kva.example, a@xn--bcher-kva.example",
        "a@xn--bcher-kva.example, a@xn--bcher-kva.example, a@xn--bcher-kva.example",
        "a@straße.example, a@xn--strae-oqa.example, a@xn--strae-oqa.example",
        "a@\u0430pple.com, a@xn--pple-43d.com, a@xn--pple-43d.com",
        "a'or'1'='1@x.com, a'or'1'='1@x.com, a'or'1'='1@x.com",
        "${7*7}@x.com, ${7*7}@x.com, ${7*7}@x.com",
        "a@sub.example.museum, a@sub.example.museum, a@sub.example.museum",
    })
    void oneMailboxIsAccepted(String typed, String canonical, String recipient) {
        assertThat(EmailAddress.parse(typed)).hasValueSatisfying(address -> {
            assertThat(address.canonical()).isEqualTo(canonical);
            assertThat(address.recipient()).isEqualTo(recipient);
        });
    }

    static Stream<String> notOneMailbox() {
        return Stream.of(
                "",
                " ",
                "@",
                "a@",
                "@x.com",
                "a",
                " a@x.com",
                "a@x.com ",
                "a@x.com,b@y.com",
                "a@x.com;b@y.com",
                "a@x.com b@y.com",
                "friends: a@x.com, b@x.com;",
                "a@x.com\r\nRCPT TO:<v@y.com>",
                "a@x.com> SIZE=1",
                "<a@x.com>",
                "A <a@x.com>",
                "a@b@x.com",
                "<a@b>c@d.com",
                ".a@x.com",
                "a.@x.com",
                "a..b@x.com",
                "\"a b\"@x.com",
                "\" \"@x.com",
                "\"<script>\"@x.com",
                "a@[127.0.0.1]",
                "a@[IPv6:::1]",
                "a@127.0.0.1",
                "a@x",
                "a@x.",
                "a@.x.com",
                "a@x..com",
                "a@-x.com",
                "a@x-.com",
                "a@x_y.com",
                "a@xn--\u00ff.com",
                "a@xn--a.com",
                "a@x\u3002com",
                "a@x\uff0ecom",
                "a@x.com\u0000",
                "a\u0000@x.com",
                "a\u200d@x.com",
                "\u00fcser@x.com",
                "m\u0131ke@x.com",
                "a@x.c\u0000om",
                "a@x.1",
                "a(comment)@x.com",
                "a@x.com.",
                "=?utf-8?q?a?=@[x.com]",
                "a".repeat(65) + "@x.com",
                "a@" + "b".repeat(64) + ".com");
    }

    @ParameterizedTest
    @MethodSource("notOneMailbox")
    void anythingElseIsRefused(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @Test
    void addressMayBe254OctetsAndNotOneMore() {
        String domain = ("b".repeat(61) + ".").repeat(3) + "com";
        String fits = "a".repeat(254 - 1 - domain.length()) + "@" + domain;
        assertThat(fits).hasSize(254);
        assertThat(EmailAddress.parse(fits)).isPresent();
        assertThat(EmailAddress.parse("a" + fits)).isEmpty();
    }

    @Test
    void homoglyphIsAnotherAddress() {
        assertThat(EmailAddress.parse("a@\u0430pple.com").orElseThrow().canonical())
                .isNotEqualTo("a@apple.com");
    }

    @Test
    void dotsOfALocalPartAreKept() {
        assertThat(EmailAddress.parse("a.b@gmail.com").orElseThrow().canonical())
                .isEqualTo("a.b@gmail.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "@", "@x.com"})
    void nothingIsShownOfWhatIsNoAddress(String text) {
        assertThat(EmailAddress.mask(text)).isEqualTo("•••");
    }

    @Test
    void maskShowsTheFirstCharacterAndTheDomain() {
        EmailAddress address = EmailAddress.parse("Ada@example.com").orElseThrow();
        assertThat(address.masked()).isEqualTo("a•••@example.com");
        assertThat(address.toString()).doesNotContain("ada").doesNotContain("Ada");
    }
}
