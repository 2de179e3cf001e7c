package dev.sixpost.standalone.doctor;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.mailer.smtp.RelaySettings;
import dev.sixpost.mailer.smtp.RelayVariables;
import dev.sixpost.mailer.smtp.Security;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The mail server: connect, secure, log in, and one mail where an address is given. */
final class SmtpCheck {
    private static final String ABOUT = "SMTP";
    private static final String MILLIS = "10000";

    private final List<RelaySettings> relays;
    private final String from;
    private final Optional<EmailAddress> to;

    private SmtpCheck(List<RelaySettings> relays, String from, Optional<EmailAddress> to) {
        this.relays = relays;
        this.from = from;
        this.to = to;
    }

    static SmtpCheck of(Environment env, Optional<EmailAddress> to) {
        return new SmtpCheck(RelayVariables.read(env, "localhost"), env.required("SMTP_FROM_EMAIL"), to);
    }

    Finding look() {
        RelaySettings relay = relays.getFirst();
        String where = relay.host() + ":" + relay.port();
        try (Transport transport = session(relay).getTransport("smtp")) {
            transport.connect(relay.host(), relay.port(), relay.username(), relay.password());
            String sent = "";
            if (to.isPresent()) {
                send(transport, session(relay), to.get());
                sent = ", a test mail was accepted";
            }
            return Finding.good(ABOUT, where + ", " + secured(relay.security()) + loggedIn(relay) + sent);
        } catch (AuthenticationFailedException e) {
            return Finding.bad(ABOUT, where + " refuses the login; see SMTP_USERNAME and SMTP_PASSWORD");
        } catch (MessagingException e) {
            return Finding.bad(
                    ABOUT, where + " does not do it (" + cause(e) + "); see SMTP_HOST, SMTP_PORT, SMTP_SECURITY");
        }
    }

    private void send(Transport transport, Session session, EmailAddress recipient) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        InternetAddress address = new InternetAddress();
        address.setAddress(recipient.recipient());
        mail.setFrom(new InternetAddress(from));
        mail.setRecipient(Message.RecipientType.TO, address);
        mail.setSubject("Test mail", StandardCharsets.US_ASCII.name());
        mail.setText("This server can send mail.", StandardCharsets.US_ASCII.name());
        mail.saveChanges();
        transport.sendMessage(mail, new Address[] {address});
    }

    private static String secured(Security security) {
        return switch (security) {
            case TLS -> "TLS";
            case STARTTLS -> "STARTTLS";
            case NONE -> "not encrypted";
        };
    }

    private static String loggedIn(RelaySettings relay) {
        return relay.username() == null ? ", no login" : ", logged in";
    }

    private static Session session(RelaySettings relay) {
        Properties properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", MILLIS);
        properties.put("mail.smtp.timeout", MILLIS);
        properties.put("mail.smtp.writetimeout", MILLIS);
        properties.put("mail.smtp.auth", Boolean.toString(relay.username() != null));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(relay.security() == Security.TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.starttls.enable", Boolean.toString(relay.security() == Security.STARTTLS));
        properties.put("mail.smtp.starttls.required", Boolean.toString(relay.security() == Security.STARTTLS));
        properties.put("mail.smtp.localhost", relay.helloName());
        return Session.getInstance(properties);
    }

    /** The name of what went wrong: a message might quote an address. */
    private static String cause(Throwable failure) {
        Throwable deepest = failure;
        for (int depth = 0; depth < 8 && deepest.getCause() != null; depth++) {
            deepest = deepest.getCause();
        }
        return deepest.getClass().getSimpleName();
    }
}
