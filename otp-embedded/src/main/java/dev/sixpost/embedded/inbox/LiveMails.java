package dev.sixpost.embedded.inbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** New mails as server-sent events, to a bounded number of pages. A page that cannot keep up is told to read the list. */
final class LiveMails {

    private static final int MAX_PAGES = 32;
    private static final int BACKLOG = 100;
    private static final long HEARTBEAT_SECONDS = 10;

    private final MailStore store;
    private final Semaphore pages = new Semaphore(MAX_PAGES);
    private volatile boolean closed;

    LiveMails(MailStore store) {
        this.store = store;
    }

    /** Returns when the page has gone or the inbox closes. False where there are too many pages already. */
    boolean stream(HttpExchange exchange) throws IOException {
        if (!pages.tryAcquire()) {
            return false;
        }
        BlockingQueue<StoredMail> arrived = new ArrayBlockingQueue<>(BACKLOG);
        try (MailStore.Subscription _ = store.listen(arrived::offer)) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                send(out, "retry: 1000\n\n");
                relay(arrived, out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pages.release();
        }
        return true;
    }

    private void relay(BlockingQueue<StoredMail> arrived, OutputStream out) throws IOException, InterruptedException {
        while (!closed) {
            @Nullable StoredMail mail = arrived.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
            if (mail == null) {
                send(out, ": still here\n\n");
            } else if (arrived.remainingCapacity() == 0) {
                arrived.clear();
                send(out, "event: many\ndata: {}\n\n");
            } else {
                String json = new String(MailJson.bytes(MailJson.summary(mail)), StandardCharsets.UTF_8);
                send(out, "event: mail\ndata: " + json + "\n\n");
            }
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void close() {
        closed = true;
    }
}
