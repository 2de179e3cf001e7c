package dev.sixpost.schemas;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A JSON Schema of the artifact, beside its validator. */
record SchemaFile(JsonNode node, com.networknt.schema.Schema validator) {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static SchemaFile of(Class<? extends Event> event) {
        return of("events/" + event.getSimpleName() + ".v1.json");
    }

    static SchemaFile ofSettings() {
        return of("application-settings.v1.json");
    }

    private static SchemaFile of(String name) {
        JsonNode node = Json.resource(name);
        return new SchemaFile(node, REGISTRY.getSchema(node));
    }

    /** Formats count: a date-time that is none is an error. */
    List<Error> errors(JsonNode value) {
        return validator.validate(value, context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)));
    }

    Set<String> required() {
        return texts(node.path("required"));
    }

    /** The schema itself or, where it is a reference into $defs, what that names. */
    JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? node.at(schema.get("$ref").asString().substring(1)) : schema;
    }

    static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.toUnmodifiableSet());
    }
}
