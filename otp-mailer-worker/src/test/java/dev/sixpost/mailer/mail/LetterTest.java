package dev.sixpost.mailer.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.mailer.mail.Letter.Left;
import dev.sixpost.mailer.mail.Letter.Left.Unit;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which letter a request is, and the truth about how long it counts. */
final class LetterTest {
    private static final Instant NOW = Samples.NOW;

    @ParameterizedTest
    @CsvSource({"PT9M59S,10", "PT9M40S,9", "PT1M49S,1", "PT49S,0", "PT0S,0", "-PT5M,0"})
    void theMinutesLeftForgiveNoMoreThanTheMailsWay(Duration left, long minutes) throws Exception {
        assertThat(Letter.of(request(MailKind.CODE, Purpose.LOGIN, 6, left, null), NOW))
                .isEqualTo(new Letter.Code(Purpose.LOGIN, false, 6, minutes, null));
    }

    @ParameterizedTest
    @CsvSource({
        "PT30S,MINUTES,1",
        "PT45M,MINUTES,45",
        "PT59M55S,HOURS,1",
        "PT1H30M,HOURS,1",
        "PT24H,HOURS,24",
        "PT48H,DAYS,2",
        "P30D,DAYS,30"
    })
    void aLinksLifeIsSaidInTheUnitThatFits(Duration left, Unit unit, long count) throws Exception {
        assertThat(Letter.of(request(MailKind.RESEND, Purpose.LOGIN, 6, Duration.ofMinutes(10), left), NOW))
                .isEqualTo(new Letter.Code(Purpose.LOGIN, true, 6, 10, new Left(unit, count)));
    }

    @Test
    void ownersAreToldAboutTheirAccountWhereThatMakesSense() throws Exception {
        Duration ttl = Duration.ofMinutes(10);
        assertThat(Letter.of(request(MailKind.NO_ACCOUNT, Purpose.LOGIN, 6, ttl, null), NOW))
                .isEqualTo(new Letter.NoAccount(Purpose.LOGIN));
        assertThat(Letter.of(request(MailKind.ALREADY_REGISTERED, Purpose.SIGNUP, 6, ttl, null), NOW))
                .isEqualTo(new Letter.AlreadyRegistered());
        assertThatThrownBy(() -> Letter.of(request(MailKind.NO_ACCOUNT, Purpose.SIGNUP, 6, ttl, null), NOW))
                .isInstanceOf(Unrenderable.class);
    }

    @ParameterizedTest
    @CsvSource({"0", "5", "11", "-1"})
    void aCodeOfAnotherLengthIsNone(int digits) {
        assertThatThrownBy(() ->
                        Letter.of(request(MailKind.CODE, Purpose.LOGIN, digits, Duration.ofMinutes(10), null), NOW))
                .isInstanceOf(Unrenderable.class);
    }

    private static EmailRequested request(
            MailKind kind, Purpose purpose, int digits, Duration left, @Nullable Duration link) {
        return new EmailRequested(
                "acme",
                "ada@recipient.example",
                "ada@recipient.example",
                purpose,
                "r",
                "c",
                "n",
                "k",
                digits,
                "en",
                link == null ? DeliveryForm.CODE : DeliveryForm.LINK,
                NOW.plus(left),
                link == null ? null : NOW.plus(link),
                kind);
    }
}
