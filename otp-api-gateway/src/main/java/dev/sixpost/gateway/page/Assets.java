package dev.sixpost.gateway.page;

import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.http.Route;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code /assets/…}: scripts and style of pages and component, read once. Any site may load them; nothing in them is secret. */
public final class Assets {
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** The parts of the component, each after those it imports. */
    private static final List<String> COMPONENT = List.of(
            "style",
            "digits",
            "boxes",
            "view",
            "phrases",
            "texts",
            "offer",
            "secrets",
            "gateway",
            "follow",
            "refusals",
            "conversation",
            "element");

    private record Asset(String type, String content, String tag) {
        static Asset of(String type, String content) {
            return new Asset(type, content, "\"" + Html.sha256(content) + "\"");
        }
    }

    private final Map<String, Asset> assets = Map.of(
            "otp-verify.js", Asset.of(SCRIPT, component()),
            "verify.js", Asset.of(SCRIPT, Resource.read("verify.js")),
            "confirm.js", Asset.of(SCRIPT, Resource.read("confirm.js")),
            "report.js", Asset.of(SCRIPT, Resource.read("report.js")),
            "press.js", Asset.of(SCRIPT, Resource.read("press.js")),
            "icon.svg", Asset.of("image/svg+xml", Resource.read("icon.svg")),
            "page.css", Asset.of(STYLE, Resource.read("page.css")));

    public Route route() {
        return Route.of("GET", "/assets/{name}", this::answer);
    }

    private Response answer(Request request) {
        Asset asset = assets.get(request.value("name"));
        if (asset == null) {
            return Response.problem(Problem.of(ProblemType.NOT_FOUND));
        }
        boolean known = request.fields().all("if-none-match").stream()
                .flatMap(field -> Stream.of(field.split(",", -1)))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(asset.tag()) || tag.equals("W/" + asset.tag()));
        return Response.text(known ? 304 : 200, asset.type(), known ? "" : asset.content())
                .with("ETag", asset.tag())
                .with("Cache-Control", "public, max-age=300, stale-while-revalidate=86400")
                .with("Access-Control-Allow-Origin", "*")
                .with("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /** One module of many: their imports of each other fall away, what they export stays. */
    private static String component() {
        return COMPONENT.stream()
                .map(part -> Resource.read("otp-verify/" + part + ".js"))
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("import "))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
