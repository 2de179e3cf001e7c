package dev.sixpost.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class OpenApiTest {
    private static JsonNode api() throws IOException {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/dev/sixpost/schemas/openapi.yaml")) {
            assertThat(in).isNotNull();
            return new YAMLMapper().readTree(in);
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode api = api();
        assertThat(api.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(api.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    @Test
    void everyOperationHasAnIdASummaryAndAnswersThatAreDescribed() throws IOException {
        TreeSet<String> ids = new TreeSet<>();
        for (JsonNode path : api().get("paths")) {
            for (Map.Entry<String, JsonNode> operation : path.properties()) {
                if (!Set.of("parameters", "servers").contains(operation.getKey())) {
                    assertThat(ids.add(operation.getValue().get("operationId").asString()))
                            .isTrue();
                    assertThat(operation.getValue().get("summary").asString()).isNotBlank();
                    assertThat(operation.getValue().get("responses"))
                            .allSatisfy(answer -> assertThat(answer.has("description") || answer.has("$ref"))
                                    .isTrue());
                }
            }
        }
        assertThat(ids).contains("requestOtp", "putApplication");
    }

    /** What has servers of its own is answered on another port. */
    @Test
    void whateverIsAskedOnThePublicPortMayBeTooMuchOfOneClient() throws IOException {
        for (JsonNode path : api().get("paths")) {
            for (Map.Entry<String, JsonNode> operation : path.properties()) {
                if (!path.has("servers") && !operation.getKey().equals("parameters")) {
                    assertThat(operation.getValue().get("responses").has("429"))
                            .as(operation.getValue().get("operationId").asString())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everyProblemACallerMayMeetIsNamed() throws IOException {
        String text = api().toString();
        for (ProblemType type : ProblemType.values()) {
            boolean ofHttp = type == ProblemType.MALFORMED_REQUEST
                    || type == ProblemType.METHOD_NOT_ALLOWED
                    || type == ProblemType.INTERNAL_ERROR;
            assertThat(ofHttp || text.contains(type.wire())).as(type.wire()).isTrue();
        }
    }

    @Test
    void thePageEscapesWhatItShows() {
        assertThat(Html.escape("<script>'\"&")).isEqualTo("&lt;script&gt;&#39;&quot;&amp;");
    }
}
