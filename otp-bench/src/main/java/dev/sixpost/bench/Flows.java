package dev.sixpost.bench;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The flows under way, found by their address when a mail or an event comes in. */
final class Flows {
    private static final Pattern CODE_LINE = Pattern.compile("^\\s*([0-9]{6,10})\\s*$", Pattern.MULTILINE);

    private final Map<String, Flow> flows = new ConcurrentHashMap<>();
    private final AtomicInteger surplus = new AtomicInteger();

    Flow begin(String email, long intended) {
        Flow flow = new Flow(email, intended);
        flows.put(email, flow);
        return flow;
    }

    void end(Flow flow) {
        flows.remove(flow.email);
    }

    void mailReceived(String recipient, String message) {
        long now = System.nanoTime();
        Optional.ofNullable(flows.get(recipient)).ifPresent(flow -> {
            Matcher code = CODE_LINE.matcher(message);
            if (!code.find()) {
                flow.mail.completeExceptionally(
                        new IllegalStateException("a mail without a code on a line of its own"));
            } else if (!flow.mail.complete(new Flow.Mail(code.group(1), now))) {
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
