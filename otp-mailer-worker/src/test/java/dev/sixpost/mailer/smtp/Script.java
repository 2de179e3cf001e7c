package dev.sixpost.mailer.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** How an {@link SmtpDouble} behaves at each step of a conversation; where nothing is said, like a good relay. */
public final class Script {

    public enum Step {
        CONNECT,
        EHLO,
        STARTTLS,
        AUTH,
        MAIL,
        RCPT,
        DATA,
        /** Once the first bytes of a mail have come. */
        BODY,
        DOT,
        RSET,
        NOOP,
        QUIT
    }

    /** What the server does instead of answering well. */
    @FunctionalInterface
    public interface Reaction {
        void react(SmtpConversation with) throws IOException, InterruptedException;
    }

    private final Map<Step, Reaction> reactions = new EnumMap<>(Step.class);
    private boolean offersStartTls;
    private boolean offersPipelining;

    public static Script good() {
        return new Script();
    }

    public Script at(Step step, Reaction reaction) {
        reactions.put(step, reaction);
        return this;
    }

    public Script answering(Step step, String line) {
        return at(step, reply(line));
    }

    public Script offeringStartTls() {
        offersStartTls = true;
        return this;
    }

    Script offeringPipelining() {
        offersPipelining = true;
        return this;
    }

    boolean offersPipelining() {
        return offersPipelining;
    }

    boolean offersStartTls() {
        return offersStartTls;
    }

    Reaction reaction(Step step, Reaction otherwise) {
        return reactions.getOrDefault(step, otherwise);
    }

    public static Reaction reply(String line) {
        return with -> with.say(line + "\r\n");
    }

    public static Reaction bytes(byte[] raw) {
        return with -> with.say(raw);
    }

    public static Reaction nothing() {
        return _ -> {};
    }

    /** Says nothing more, and keeps the connection. */
    public static Reaction stall() {
        return SmtpConversation::stall;
    }

    public static Reaction hangUp() {
        return SmtpConversation::hangUp;
    }

    public static Reaction reset() {
        return SmtpConversation::reset;
    }

    /** Takes the mail, and is gone before it can say so. */
    public static Reaction takeAndHangUp() {
        return with -> {
            with.take();
            with.hangUp();
        };
    }

    /** The same for ever, until the other side hangs up. */
    public static Reaction endless(String part) {
        byte[] bytes = part.repeat(64).getBytes(StandardCharsets.ISO_8859_1);
        return with -> {
            while (true) {
                with.say(bytes);
            }
        };
    }

    /** The first {@code times}, then {@code otherwise}. */
    public static Reaction first(int times, Reaction reaction, Reaction otherwise) {
        AtomicInteger count = new AtomicInteger();
        return with -> (count.getAndIncrement() < times ? reaction : otherwise).react(with);
    }
}
