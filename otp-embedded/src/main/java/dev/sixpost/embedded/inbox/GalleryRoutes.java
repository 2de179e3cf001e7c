package dev.sixpost.embedded.inbox;

import dev.sixpost.embedded.inbox.Gallery.Choice;
import java.util.Map;
import java.util.Optional;

/** The gallery over HTTP: its page, what there is to choose from, and each mail. */
final class GalleryRoutes {
    private final Gallery gallery;
    private final Page page;

    GalleryRoutes(Gallery gallery, Page page) {
        this.gallery = gallery;
        this.page = page;
    }

    /** Empty where the path is none of the gallery's. */
    Optional<Reply> answer(String path, Query query) {
        return switch (path) {
            case "/gallery" -> page.file("/gallery.html");
            case "/gallery/axes" -> Optional.of(Reply.json(gallery.axes()));
            case "/gallery/html" ->
                mail(query).map(raw -> Reply.mail(MailParser.texts(raw).html()));
            case "/gallery/text" -> mail(query).map(GalleryRoutes::text);
            default -> Optional.empty();
        };
    }

    private Optional<byte[]> mail(Query query) {
        return gallery.mail(
                new Choice(query.text("brand"), query.text("language"), query.text("template"), query.text("purpose")));
    }

    private static Reply text(byte[] raw) {
        return Reply.json(Map.of(
                "subject",
                MailParser.index("0", raw).subject(),
                "text",
                MailParser.texts(raw).text()));
    }
}
