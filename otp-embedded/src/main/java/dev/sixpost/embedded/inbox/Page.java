package dev.sixpost.embedded.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The inbox's own pages: files from the class path. */
final class Page {

    private final Map<String, Reply> files = Map.of(
            "/", read("inbox.html", "text/html; charset=UTF-8"),
            "/inbox.css", read("inbox.css", "text/css; charset=UTF-8"),
            "/inbox.js", read("inbox.js", "text/javascript; charset=UTF-8"),
            "/gallery.html", read("gallery.html", "text/html; charset=UTF-8"),
            "/gallery.css", read("gallery.css", "text/css; charset=UTF-8"),
            "/gallery.js", read("gallery.js", "text/javascript; charset=UTF-8"));

    Optional<Reply> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static Reply read(String name, String type) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the artifact: " + name);
            }
            return Reply.page(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
