package dev.sixpost.gateway.page;

import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.http.Route;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code /openapi.yaml}, the page made from it at {@code /docs}, and a short page for each problem. */
public final class Documents {
    private static final String OPENAPI = "/dev/sixpost/schemas/openapi.yaml";

    private final String openApi;
    private final Response docs;

    public Documents() {
        this.openApi = Resource.read(OPENAPI);
        JsonNode api = new YAMLMapper().readTree(openApi);
        this.docs = Html.page(200, "Sixpost API", DocsPage.of(api));
    }

    public List<Route> routes() {
        return List.of(
                Route.of("GET", "/openapi.yaml", request -> Response.text(200, "application/yaml", openApi)),
                Route.of("GET", "/docs", request -> docs),
                Route.of("GET", "/problems/{name}", Documents::problem));
    }

    private static Response problem(Request request) {
        return ProblemType.ofWire(request.value("name"))
                .map(type -> Html.page(
                        200,
                        type.title(),
                        "<h1>" + Html.escape(type.title()) + "</h1><p><code>" + type.wire() + "</code>, HTTP status "
                                + type.status() + "</p><p>" + Html.escape(type.explanation()) + "</p>"))
                .orElseGet(() -> Response.problem(Problem.of(ProblemType.NOT_FOUND)));
    }
}
