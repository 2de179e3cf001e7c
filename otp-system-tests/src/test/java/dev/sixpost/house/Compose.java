package dev.sixpost.house;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be said of a compose file without an engine. */
final class Compose {
    private static final String LOOPBACK = "127.0.0.1:";
    private static final Schema SCHEMA = schema();

    private final JsonNode file;

    Compose(JsonNode file) {
        this.file = file;
    }

    /** What is wrong with the file, one line each. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        SCHEMA.validate(file).stream().map(Error::toString).forEach(problems::add);
        Set<String> mounted = new HashSet<>();
        for (Map.Entry<String, JsonNode> service : services().properties()) {
            dependencies(service.getKey(), service.getValue(), problems);
            ports(service.getKey(), service.getValue(), problems);
            service.getValue()
                    .path("volumes")
                    .forEach(v -> mounted.add(v.asString().split(":", 2)[0]));
        }
        if (!mounted.equals(Set.copyOf(file.path("volumes").propertyNames()))) {
            problems.add("volumes declared and volumes mounted are not the same");
        }
        return problems;
    }

    JsonNode services() {
        return file.path("services");
    }

    /** Built from this repository, as opposed to an image of somebody else's. */
    static boolean isOurs(JsonNode service) {
        return service.has("build");
    }

    private void dependencies(String name, JsonNode service, List<String> problems) {
        for (Map.Entry<String, JsonNode> needed : service.path("depends_on").properties()) {
            JsonNode other = services().path(needed.getKey());
            if (other.isMissingNode()) {
                problems.add(name + " depends on " + needed.getKey() + ", which is no service");
                continue;
            }
            String condition = needed.getValue().path("condition").asString("");
            boolean checksItself = other.has("healthcheck") || isOurs(other);
            if (condition.equals("service_healthy") && !checksItself) {
                problems.add(name + " waits for the health of " + needed.getKey() + ", which has no check");
            }
            if (condition.equals("service_completed_successfully") && other.has("restart")) {
                problems.add(name + " waits for the end of " + needed.getKey() + ", which is restarted");
            }
        }
    }

    private static void ports(String name, JsonNode service, List<String> problems) {
        for (JsonNode port : service.path("ports")) {
            if (!port.asString().startsWith(LOOPBACK)) {
                problems.add(name + " publishes " + port.asString() + " beyond this machine");
            }
        }
    }

    private static Schema schema() {
        InputStream in = Compose.class.getResourceAsStream("compose.schema.json");
        if (in == null) {
            throw new IllegalStateException("missing compose.schema.json");
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new JsonMapper().readTree(in));
    }
}
