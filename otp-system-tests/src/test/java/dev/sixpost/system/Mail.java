package dev.sixpost.system;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A mail as the inbox gives it out. */
record Mail(String subject, String text, String html, JsonNode headers) {
    private static final Pattern LINK = Pattern.compile("(http\\S+/confirm)#(\\S+)");

    static Mail read(URI inbox, String id) throws IOException {
        URI route = inbox.resolve("/api/v1/message/" + id);
        Http.Answer message = Http.get(route);
        return new Mail(
                message.text("Subject"),
                message.text("Text"),
                message.text("HTML"),
                Http.get(URI.create(route + "/headers")).body());
    }

    /** The values of a header, as they stand there. */
    String header(String name) {
        return headers.path(name).toString();
    }

    Optional<String> code() {
        return Person.codeIn(text);
    }

    /** The page a link leads to. */
    Optional<String> page() {
        return link(1);
    }

    /** What the link carries. */
    Optional<String> linkToken() {
        return link(2);
    }

    private Optional<String> link(int part) {
        Matcher link = LINK.matcher(text);
        return link.find() ? Optional.of(link.group(part)) : Optional.empty();
    }
}
