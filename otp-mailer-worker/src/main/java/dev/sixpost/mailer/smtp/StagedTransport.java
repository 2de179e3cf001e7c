package dev.sixpost.mailer.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * An SMTP transport that knows how far it has come and what the last answer to its own question was: angus-mail's
 * exceptions do not tell both, and their messages hold addresses.
 */
final class StagedTransport extends SMTPTransport {
    /** Its protocol trace holds codes, addresses and credentials: off, whatever the logging configuration says. */
    private static final Logger TRACE = Logger.getLogger(StagedTransport.class.getPackageName());

    private static final Logger PROTOCOL_TRACE = Logger.getLogger(TRACE.getName() + ".protocol");

    static {
        TRACE.setLevel(Level.OFF);
        PROTOCOL_TRACE.setLevel(Level.OFF);
    }

    private static final int TAKEN = 250;
    private static final int REFUSED = 300;
    private static final int GO_AHEAD = 354;

    private final Runnable beforeDot;
    private Stage stage = Stage.CONNECT;
    private int code;
    private boolean tidyingUp;

    /** The relay takes MAIL, RCPT and DATA in one go (RFC 2920), and its answers to all three are heard after the last. */
    private boolean inOneGo;

    StagedTransport(Session session, Runnable beforeDot) {
        super(session, new URLName("smtp", null, -1, null, null, null), "smtp", false);
        this.beforeDot = beforeDot;
    }

    /** Another mail: what the relay said to the one before is no answer to this one. */
    synchronized void begin() {
        stage = Stage.MAIL;
        code = 0;
        tidyingUp = false;
        inOneGo = false;
    }

    synchronized Stage stage() {
        return stage;
    }

    /** The last reply code, 0 while there is none; answers to RSET and QUIT do not count. */
    synchronized int code() {
        return code;
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        stage = Stage.HELLO;
        boolean understood = super.ehlo(domain);
        stage = understood ? Stage.AUTH : Stage.HELLO;
        return understood;
    }

    @Override
    protected void helo(String domain) throws MessagingException {
        stage = Stage.HELLO;
        super.helo(domain);
    }

    @Override
    protected void startTLS() throws MessagingException {
        stage = Stage.STARTTLS;
        super.startTLS();
    }

    @Override
    protected void mailFrom() throws MessagingException {
        stage = Stage.MAIL;
        inOneGo = supportsExtension("PIPELINING");
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        stage = Stage.RCPT;
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        stage = Stage.DATA;
        return super.data();
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        stage = Stage.DOT;
        beforeDot.run();
        super.finishData();
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        tidyingUp = command.equals("RSET") || command.equals("QUIT");
        if (!tidyingUp) {
            code = 0;
        }
        super.sendCommand(command);
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        if (!inOneGo) {
            return read();
        }
        return switch (stage) {
            case MAIL, RCPT -> TAKEN;
            case DATA -> threeAnswers();
            case CONNECT, HELLO, STARTTLS, AUTH, DOT -> read();
        };
    }

    /** The first that refuses is the answer; what is said to those behind it does not matter. */
    private int threeAnswers() throws MessagingException {
        inOneGo = false;
        stage = Stage.MAIL;
        int sender = read();
        if (!taken(sender)) {
            if (sender > 0) {
                super.readServerResponse();
                leaveData();
            }
            return sender;
        }
        stage = Stage.RCPT;
        code = 0;
        int recipient = read();
        if (!taken(recipient)) {
            if (recipient > 0) {
                leaveData();
            }
            return recipient;
        }
        stage = Stage.DATA;
        code = 0;
        return read();
    }

    /** A relay may say "go ahead" although it has nobody to deliver to; what it is sent then is nothing, for nobody. */
    private void leaveData() throws MessagingException {
        if (super.readServerResponse() == GO_AHEAD) {
            super.sendCommand(".");
            super.readServerResponse();
        }
    }

    private static boolean taken(int answer) {
        return answer >= TAKEN && answer < REFUSED;
    }

    private int read() throws MessagingException {
        int read = super.readServerResponse();
        if (!tidyingUp) {
            code = read;
        }
        return read;
    }
}
