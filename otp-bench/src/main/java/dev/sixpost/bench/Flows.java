package dev.sixpost.bench;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flows of a run, found by their address when a mail or an event comes in: also those that have ended, for what comes
 * a second time mostly comes then.
 */
final class Flows {
    private static final Pattern CODE_LINE = Pattern.compile("^\\s*([0-9]{6,10})\\s*$", Pattern.MULTILINE);

    private final Map<String, Flow> flows = new ConcurrentHashMap<>();
    private final AtomicInteger surplus = new AtomicInteger();

    Flow begin(String email, long intended) {
        Flow flow = new Flow(email, intended);
        flows.put(email, flow);
        return flow;
    }

    /** A run begins: those of the one before are looked for no longer. */
    void forget() {
        flows.clear();
    }

    void mailReceived(String recipient, String message) {
        long now = System.nanoTime();
        Optional.ofNullable(flows.get(recipient)).ifPresent(flow -> {
            Matcher code = CODE_LINE.matcher(message);
            boolean first = code.find()
                    ? flow.mail.complete(new Flow.Mail(code.group(1), now))
                    : flow.mail.completeExceptionally(
                            new IllegalStateException("a mail without a code on a line of its own"));
            if (!first) {
                surplus.incrementAndGet();
            }
        });
    }

    void eventRead(String email) {
        long now = System.nanoTime();
        Optional.ofNullable(flows.get(email)).ifPresent(flow -> {
            if (!flow.proven.complete(now)) {
                surplus.incrementAndGet();
            }
        });
    }

    /** Mails or events that came a second time. */
    int surplus() {
        return surplus.get();
    }
}
