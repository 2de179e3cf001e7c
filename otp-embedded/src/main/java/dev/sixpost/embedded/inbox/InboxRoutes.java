package dev.sixpost.embedded.inbox;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the inbox answers to which request. */
final class InboxRoutes {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DEFAULT_LIMIT = 50;

    private final MailStore store;
    private final Page page;
    private final GalleryRoutes gallery;

    InboxRoutes(MailStore store, Page page, GalleryRoutes gallery) {
        this.store = store;
        this.page = page;
        this.gallery = gallery;
    }

    /** The answer to a request; {@code path} is decoded. */
    Reply answer(String method, String path, Query query, byte[] body) throws IOException {
        List<String> steps = Arrays.asList(path.substring(1).split("/", -1));
        if (path.equals("/api/v1/messages") && method.equals("DELETE")) {
            return delete(body);
        }
        if (!method.equals("GET")) {
            return Reply.plain(405, "Only GET, and DELETE of messages.");
        }
        if (path.equals("/api/v1/messages")) {
            return list("", query);
        }
        if (path.equals("/api/v1/search")) {
            return query.text("query").isBlank()
                    ? Reply.plain(400, "no search query")
                    : list(query.text("query"), query);
        }
        if (path.startsWith("/api/v1/message/") && steps.size() <= 5) {
            return message(steps.get(3), steps.size() == 5 ? steps.get(4) : "");
        }
        if (path.startsWith("/view/") && path.endsWith(".html") && steps.size() == 2) {
            return message(steps.get(1).substring(0, steps.get(1).length() - 5), "html");
        }
        return gallery.answer(path, query).or(() -> page.file(path)).orElseGet(InboxRoutes::notFound);
    }

    private Reply list(String search, Query query) {
        List<StoredMail> all = store.mails();
        List<StoredMail> found = all.stream().filter(MailQuery.parse(search)).toList();
        int start = query.number("start", 0, MailStore.KEPT);
        int limit = query.number("limit", DEFAULT_LIMIT, MailStore.KEPT);
        List<StoredMail> shown = found.stream().skip(start).limit(limit).toList();
        return Reply.json(MailJson.list(all.size(), found.size(), start, shown));
    }

    private Reply message(String id, String view) throws IOException {
        Optional<StoredMail> found =
                id.equals("latest") ? store.mails().stream().findFirst() : store.find(id);
        if (found.isEmpty()) {
            return notFound();
        }
        Optional<byte[]> raw = store.raw(found.get());
        return raw.map(bytes -> shown(found.get(), bytes, view)).orElseGet(InboxRoutes::notFound);
    }

    private static Reply shown(StoredMail mail, byte[] raw, String view) {
        return switch (view) {
            case "" -> Reply.json(MailJson.message(mail, MailParser.texts(raw)));
            case "raw" -> Reply.raw(raw);
            case "headers" -> Reply.json(MailParser.headers(raw));
            case "html" -> Reply.mail(MailParser.texts(raw).html());
            default -> notFound();
        };
    }

    /** Without identities everything goes; what may be meant for some is refused where it cannot be read. */
    private Reply delete(byte[] body) throws IOException {
        Optional<JsonNode> ids = ids(body);
        if (ids.isEmpty()) {
            return Reply.plain(400, "The body is {\"IDs\": [...]} or empty.");
        }
        if (ids.get().isEmpty()) {
            store.deleteAll();
        }
        for (JsonNode id : ids.get()) {
            store.delete(id.asString(""));
        }
        return Reply.plain(200, "ok");
    }

    private static Optional<JsonNode> ids(byte[] body) {
        if (body.length == 0) {
            return Optional.of(JSON.createArrayNode());
        }
        try {
            JsonNode said = JSON.readTree(body);
            JsonNode ids = said.isObject() && said.isEmpty() ? JSON.createArrayNode() : said.path("IDs");
            return Optional.of(ids).filter(JsonNode::isArray);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Reply notFound() {
        return Reply.plain(404, "not found");
    }
}
