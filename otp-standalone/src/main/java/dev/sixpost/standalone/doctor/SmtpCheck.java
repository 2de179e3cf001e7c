package dev.sixpost.standalone.doctor;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.mailer.mail.OutgoingMail;
import dev.sixpost.mailer.mail.PlatformSender;
import dev.sixpost.mailer.smtp.RelaySettings;
import dev.sixpost.mailer.smtp.RelayVariables;
import dev.sixpost.mailer.smtp.Security;
import dev.sixpost.mailer.smtp.SmtpAnswer;
import dev.sixpost.mailer.smtp.SmtpAnswer.Accepted;
import dev.sixpost.mailer.smtp.SmtpConnection;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The relays: connect, secure, log in, and where an address is given one mail by the platform's own relay, whose sender it
 * has. They are talked to as the mailer does it, so that what is found here is what it will meet.
 */
final class SmtpCheck {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);

    private final List<RelaySettings> relays;
    private final EmailAddress from;
    private final Optional<EmailAddress> to;

    private SmtpCheck(List<RelaySettings> relays, EmailAddress from, Optional<EmailAddress> to) {
        this.relays = relays;
        this.from = from;
        this.to = to;
    }

    static SmtpCheck of(Environment env, Optional<EmailAddress> to) {
        EmailAddress from = PlatformSender.read(env).address();
        return new SmtpCheck(RelayVariables.read(env, from.domain()), from, to);
    }

    /** One finding per relay, in the order in which the mailer uses them. */
    List<Finding> look() {
        try (Watchdog watchdog = new Watchdog("doctor-watchdog")) {
            return relays.stream().map(relay -> look(relay, watchdog)).toList();
        }
    }

    private Finding look(RelaySettings relay, Watchdog watchdog) {
        boolean own = relay.name().equals(RelaySettings.DEFAULT_NAME);
        String about = own ? "SMTP" : "SMTP relay " + relay.name();
        String where = relay.host() + ":" + relay.port();
        SmtpConnection connection = new SmtpConnection(relay, watchdog);
        try {
            SmtpAnswer answer = connection.open();
            String sent = "";
            if (answer instanceof Accepted && own && to.isPresent()) {
                answer = connection.send(testMail(to.get()), () -> LONG_ENOUGH);
                sent = ", a test mail was accepted";
            }
            String good = where + ", " + secured(relay.security()) + loggedIn(relay, connection) + sent;
            return RelayTrouble.of(answer, RelayVariables.prefix(relay.name()))
                    .map(trouble -> Finding.bad(about, where + " " + trouble))
                    .orElseGet(() -> Finding.good(about, good));
        } finally {
            connection.close();
        }
    }

    private OutgoingMail testMail(EmailAddress recipient) {
        String messageId = "<" + UUID.randomUUID() + "@" + from.domain() + ">";
        String content = String.join(
                "\r\n",
                "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)),
                "From: " + from.recipient(),
                "To: " + recipient.recipient(),
                "Message-ID: " + messageId,
                "Subject: Test mail",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=us-ascii",
                "",
                "This server can send mail.",
                "");
        return new OutgoingMail(from.recipient(), recipient.recipient(), messageId, content);
    }

    private static String secured(Security security) {
        return switch (security) {
            case TLS -> "TLS";
            case STARTTLS -> "STARTTLS";
            case NONE -> "not encrypted";
        };
    }

    private static String loggedIn(RelaySettings relay, SmtpConnection connection) {
        if (relay.username() == null) {
            return ", no login";
        }
        return connection.offersLogin() ? ", logged in" : ", offers no login";
    }
}
