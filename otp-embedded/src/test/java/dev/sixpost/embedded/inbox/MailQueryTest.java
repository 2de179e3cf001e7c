package dev.sixpost.embedded.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailQueryTest {

    private static final StoredMail MAIL = new StoredMail(
            "0000000000000001",
            "m1@acme.example",
            new StoredMail.Mailbox("Acme", "hello@acme.example"),
            List.of(new StoredMail.Mailbox("", "IDA@example.com")),
            List.of(),
            List.of(),
            "",
            "Your Code",
            1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "to:ida@example.com|true",
                "to:\"ida@example.com\"|true",
                "TO:ida@example.com|false",
                "to:hello@acme.example|false",
                "from:acme subject:code|true",
                "subject:\"your code\"|true",
                "subject:\"code your\"|false",
                "message-id:m1@acme.example|true",
                "code ida|true",
                "code nobody|false",
            })
    void findsMailsThatHaveEveryTerm(String query, boolean found) {
        assertThat(MailQuery.parse(query).test(MAIL)).isEqualTo(found);
    }
}
