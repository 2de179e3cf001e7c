package dev.sixpost.mailer.smtp;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.mailer.mail.OutgoingMail;
import dev.sixpost.mailer.smtp.SmtpAnswer.Accepted;
import dev.sixpost.mailer.smtp.SmtpAnswer.Broken;
import dev.sixpost.mailer.smtp.SmtpAnswer.Refused;
import dev.sixpost.mailer.smtp.SmtpAnswer.TooLate;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/** One connection to a relay. One thread at a time; every call ends within the relay's total time, or what it has for a dot. */
public final class SmtpConnection {
    private static final int CLOSING = 421;
    private static final int MOST_ADDRESSES = 8;

    /** A name's addresses, those to try first in front; one of them at least. */
    interface Resolver {
        List<InetAddress> addresses(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final RelaySettings relay;
    private final Watchdog watchdog;
    private final RelaySockets sockets;
    private final Session session;
    private final StagedTransport transport;
    private final AtomicBoolean overdue = new AtomicBoolean();
    private Watchdog.@Nullable Watched watched;
    private Expiry expiry = () -> Duration.ZERO;
    private boolean usable;
    private int sent;

    public SmtpConnection(RelaySettings relay, Watchdog watchdog) {
        this(relay, watchdog, host -> List.of(InetAddress.getAllByName(host)));
    }

    SmtpConnection(RelaySettings relay, Watchdog watchdog, Resolver resolver) {
        this.resolver = resolver;
        this.relay = relay;
        this.watchdog = watchdog;
        this.sockets = new RelaySockets(watchdog);
        this.session = Session.getInstance(properties(relay, sockets));
        this.transport = new StagedTransport(session, this::listenForTheDot);
    }

    /** Connects, to the first of the relay's addresses at which somebody answers, secures, says hello and logs in. */
    public SmtpAnswer open() {
        return within(total(), () -> {
            connect();
            usable = true;
        });
    }

    private void connect() throws MessagingException {
        MessagingException unreachable = null;
        for (InetAddress address : addresses()) {
            sockets.to(address);
            if (overdue.get()) {
                break;
            }
            try {
                transport.connect(relay.host(), relay.port(), relay.username(), relay.password());
                return;
            } catch (MailConnectException e) {
                unreachable = e;
            }
        }
        throw unreachable == null ? new MessagingException("no address was tried") : unreachable;
    }

    private List<InetAddress> addresses() throws MessagingException {
        try {
            return resolver.addresses(relay.host()).stream()
                    .limit(MOST_ADDRESSES)
                    .toList();
        } catch (UnknownHostException e) {
            throw new MessagingException("no such host", e);
        }
    }

    /** Whether a login could be tried: a relay that offers none is used without. */
    public boolean offersLogin() {
        return transport.supportsExtension("AUTH");
    }

    /** Cut off when the mail expires, so that the final dot is never said later than that. */
    public SmtpAnswer send(OutgoingMail mail, Expiry expiry) {
        this.expiry = expiry;
        Duration limit = untilExpiry(total());
        if (!limit.isPositive()) {
            return new TooLate();
        }
        sent++;
        SmtpAnswer answer = within(limit, () -> {
            SMTPMessage message = new WrittenMessage(session, mail.content().getBytes(StandardCharsets.US_ASCII));
            message.setEnvelopeFrom(mail.sender());
            InternetAddress recipient = new InternetAddress();
            recipient.setAddress(mail.recipient());
            transport.begin();
            transport.sendMessage(message, new Address[] {recipient});
        });
        sockets.patience(relay.timeouts().reply());
        usable = usable && staysOpen(answer);
        return answer;
    }

    /** The watchdog may be late, and late to be; the final dot may not. */
    private Duration untilExpiry(Duration atMost) {
        Duration left = expiry.left().minus(Watchdog.LATE.multipliedBy(2));
        return left.compareTo(atMost) < 0 ? left : atMost;
    }

    /** A relay may deliver before it answers: only its silence until the code has expired, or for minutes, says nothing. */
    private void listenForTheDot() {
        sockets.patience(relay.timeouts().dot());
        watch(untilExpiry(relay.timeouts().dot()));
    }

    /** How many mails were tried on it. */
    int sent() {
        return sent;
    }

    boolean usable() {
        return usable && !sockets.isCutOff();
    }

    /** Asks the relay, so it takes a round trip; one that is slower to answer than to connect to is not worth waiting for. */
    boolean alive() {
        AtomicBoolean answered = new AtomicBoolean();
        within(relay.timeouts().connect(), () -> answered.set(transport.isConnected()));
        usable = usable && answered.get();
        return usable();
    }

    /** Says goodbye without waiting for an answer. */
    public void close() {
        usable = false;
        within(total(), transport::close);
        cutOff();
    }

    private interface Conversation {
        void run() throws MessagingException;
    }

    private Duration total() {
        return relay.timeouts().total();
    }

    private SmtpAnswer within(Duration limit, Conversation conversation) {
        watch(limit);
        try {
            conversation.run();
            return new Accepted(transport.code());
        } catch (MessagingException | IllegalStateException e) {
            return Failure.of(e, transport.stage(), transport.code(), overdue.get());
        } finally {
            unwatch();
        }
    }

    private void watch(Duration limit) {
        unwatch();
        watched = watchdog.after(limit, this::takesTooLong);
    }

    private void unwatch() {
        if (watched != null) {
            watched.close();
            watched = null;
        }
    }

    private void takesTooLong() {
        overdue.set(true);
        cutOff();
    }

    private static boolean staysOpen(SmtpAnswer answer) {
        return switch (answer) {
            case Accepted _ -> true;
            case Refused(var _, int code) -> code != CLOSING;
            case TooLate _, SmtpAnswer.Unwritten _ -> true;
            case Broken _, SmtpAnswer.Busy _ -> false;
        };
    }

    private void cutOff() {
        try {
            sockets.cutOff();
        } catch (IOException e) {
            // Closing is all that can be done about a socket that does not close.
            usable = false;
        }
    }

    private static Properties properties(RelaySettings relay, RelaySockets sockets) {
        Properties properties = new Properties();
        properties.put("mail.smtp.socketFactory", sockets);
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put(
                "mail.smtp.connectiontimeout",
                Long.toString(relay.timeouts().connect().toMillis()));
        properties.put(
                "mail.smtp.timeout", Long.toString(relay.timeouts().reply().toMillis()));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(relay.security() == Security.TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.starttls.enable", Boolean.toString(relay.security() == Security.STARTTLS));
        properties.put("mail.smtp.starttls.required", Boolean.toString(relay.security() == Security.STARTTLS));
        properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.put("mail.smtp.localhost", relay.helloName());
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.debug", "false");
        return properties;
    }
}
