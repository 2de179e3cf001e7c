package dev.sixpost.gateway.page;

import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A readable page of an OpenAPI document: routes, members, answers. One style sheet inside, no script, nothing from elsewhere. */
public final class DocsPage {
    private final JsonNode api;
    private final StringBuilder out = new StringBuilder(32 * 1024);

    private DocsPage(JsonNode api) {
        this.api = api;
    }

    /** The body of the page; {@link Html#page} puts the rest around it. */
    public static String of(JsonNode api) {
        return new DocsPage(api).render();
    }

    private String render() {
        JsonNode info = api.path("info");
        element("h1", info.path("title").asString(""));
        element("p", info.path("description").asString(""));
        out.append("<p>The same as a document for machines: <a href=\"/openapi.yaml\">openapi.yaml</a></p>");
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (operation.getValue().has("responses")) {
                    operation(path.getKey(), path.getValue(), operation.getKey(), operation.getValue());
                }
            }
        }
        return out.toString();
    }

    private void operation(String path, JsonNode item, String method, JsonNode operation) {
        out.append("<section><h2><code>");
        out.append(Html.escape(method.toUpperCase(Locale.ROOT) + " " + path));
        out.append("</code></h2>");
        element("p", operation.path("summary").asString(""));
        element("p", operation.path("description").asString(""));
        out.append("<table>");
        parameters(item.path("parameters"));
        parameters(operation.path("parameters"));
        for (JsonNode content : operation.path("requestBody").path("content")) {
            members(resolved(content.path("schema")));
        }
        out.append("</table><table>");
        for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
            JsonNode told = resolved(response.getValue());
            row(response.getKey(), told.path("description").asString(""));
        }
        out.append("</table></section>");
    }

    private void parameters(JsonNode parameters) {
        for (JsonNode reference : parameters) {
            JsonNode parameter = resolved(reference);
            row(
                    parameter.path("name").asString("") + " ("
                            + parameter.path("in").asString("") + ")",
                    parameter.path("description").asString(""));
        }
    }

    private void members(JsonNode schema) {
        for (JsonNode alternative : schema.path("oneOf")) {
            members(resolved(alternative));
        }
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            row(member.getKey(), resolved(member.getValue()).path("description").asString(""));
        }
    }

    /** What a local reference points to; other nodes are themselves. */
    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.startsWith("#/") ? api.at(reference.substring(1)) : node;
    }

    private void row(String name, String text) {
        out.append("<tr><th><code>").append(Html.escape(name)).append("</code></th><td>");
        out.append(Html.escape(text)).append("</td></tr>");
    }

    private void element(String tag, String text) {
        if (!text.isBlank()) {
            out.append('<').append(tag).append('>').append(Html.escape(text));
            out.append("</").append(tag).append('>');
        }
    }
}
