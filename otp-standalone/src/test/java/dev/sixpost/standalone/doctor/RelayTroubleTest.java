package dev.sixpost.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.mailer.smtp.SmtpAnswer;
import dev.sixpost.mailer.smtp.SmtpAnswer.Accepted;
import dev.sixpost.mailer.smtp.SmtpAnswer.Breakage;
import dev.sixpost.mailer.smtp.SmtpAnswer.Broken;
import dev.sixpost.mailer.smtp.SmtpAnswer.Refused;
import dev.sixpost.mailer.smtp.Stage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RelayTroubleTest {

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(new Refused(Stage.HELLO, 554), "does not want to talk to us (554)"),
                Arguments.of(new Refused(Stage.AUTH, 535), "SMTP_ACME_USERNAME, SMTP_ACME_PASSWORD (535)"),
                Arguments.of(new Refused(Stage.RCPT, 530), "see SMTP_ACME_USERNAME, SMTP_ACME_SECURITY (530)"),
                Arguments.of(new Refused(Stage.AUTH, 454), "for the time being (454)"),
                Arguments.of(new Refused(Stage.MAIL, 552), "refuses the mail (552)"),
                Arguments.of(new Refused(Stage.MAIL, 550), "refuses the sender; see SMTP_FROM_EMAIL"),
                Arguments.of(new Refused(Stage.RCPT, 550), "refuses the recipient (550)"),
                Arguments.of(new Refused(Stage.DOT, 554), "refuses the mail (554)"),
                Arguments.of(new Broken(Stage.CONNECT, Breakage.UNREACHABLE), "SMTP_ACME_HOST, SMTP_ACME_PORT"),
                Arguments.of(new Broken(Stage.STARTTLS, Breakage.TLS), "see SMTP_ACME_SECURITY"),
                Arguments.of(new Broken(Stage.AUTH, Breakage.PROTOCOL), "PLAIN or LOGIN"),
                Arguments.of(new Broken(Stage.CONNECT, Breakage.PROTOCOL), "does not answer as SMTP does"),
                Arguments.of(new Broken(Stage.DOT, Breakage.LOST), "may have taken the mail"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void saysWhatWasRefusedAndWhereToLook(SmtpAnswer answer, String said) {
        assertThat(RelayTrouble.of(answer, "SMTP_ACME_"))
                .hasValueSatisfying(line -> assertThat(line).contains(said));
    }

    @Test
    void hasNothingToSayOfWhatWasAccepted() {
        assertThat(RelayTrouble.of(new Accepted(250), "SMTP_")).isEmpty();
    }
}
