package dev.sixpost.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds a settings document against {@code application-settings.v1.json}, the schema that editors use too, and names
 * every fault. A setting that is null is one that is left out. Reads the keywords that schema uses and no others. No fault
 * quotes the document.
 */
public final class SettingsSchema {
    /** Where (a JSON pointer; empty for the whole), and what. */
    public record Fault(String pointer, String detail) {}

    private static final int MAX_FAULTS = 20;
    private static final JsonNode SCHEMA = Json.resource("application-settings.v1.json");

    private final List<Fault> faults = new ArrayList<>();

    private SettingsSchema() {}

    /** All faults, 20 at most; none where the document fits. */
    public static List<Fault> faults(JsonNode document) {
        SettingsSchema reading = new SettingsSchema();
        reading.check("", SCHEMA, document);
        return List.copyOf(reading.faults);
    }

    private void check(String pointer, JsonNode given, JsonNode value) {
        JsonNode schema = resolved(given);
        if (schema.has("anyOf")) {
            check(pointer, fitting(schema.get("anyOf"), value), value);
            return;
        }
        String type = schema.path("type").asString();
        if (!isOf(type, value)) {
            fault(pointer, "Must be " + (type.matches("[aio].*") ? "an " : "a ") + type + ".");
            return;
        }
        switch (type) {
            case "object" -> object(pointer, schema, (ObjectNode) value);
            case "array" -> array(pointer, schema, value);
            case "integer" -> integer(pointer, schema, value);
            case "string" -> SettingsText.fault(schema, value.asString()).ifPresent(detail -> fault(pointer, detail));
            case "boolean" -> {}
            default -> throw new IllegalStateException("the schema has a type this does not read");
        }
    }

    private void object(String pointer, JsonNode schema, ObjectNode object) {
        for (JsonNode required : schema.path("required")) {
            if (!object.hasNonNull(required.asString())) {
                fault(pointer + "/" + required.asString(), "Required.");
            }
        }
        if (object.size() > schema.path("maxProperties").asInt(Integer.MAX_VALUE)) {
            fault(pointer, "Has more than " + schema.get("maxProperties").asInt() + " members.");
            return;
        }
        JsonNode more = schema.path("additionalProperties");
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String where = pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
            JsonNode known = schema.path("properties").path(member.getKey());
            boolean named = more.isObject()
                    && SettingsText.fault(schema.path("propertyNames"), member.getKey())
                            .isEmpty();
            if (!known.isObject() && !named) {
                fault(where, "There is no such setting.");
            } else if (!member.getValue().isNull()) {
                check(where, known.isObject() ? known : more, member.getValue());
            }
        }
    }

    private void array(String pointer, JsonNode schema, JsonNode array) {
        int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        int least = schema.path("minItems").asInt(0);
        if (array.size() > most || array.size() < least) {
            fault(pointer, "Must have " + least + " to " + most + " entries.");
            return;
        }
        if (schema.path("uniqueItems").asBoolean(false)
                && array.valueStream().distinct().count() < array.size()) {
            fault(pointer, "Has an entry twice.");
        }
        for (int i = 0; i < array.size(); i++) {
            check(pointer + "/" + i, schema.get("items"), array.get(i));
        }
    }

    private void integer(String pointer, JsonNode schema, JsonNode value) {
        long least = schema.path("minimum").asLong();
        long most = schema.path("maximum").asLong();
        if (!value.canConvertToLong() || value.asLong() < least || value.asLong() > most) {
            fault(pointer, "Must be " + least + " to " + most + ".");
        }
    }

    /** The alternative of the value's type; the last one where none is. */
    private static JsonNode fitting(JsonNode alternatives, JsonNode value) {
        Optional<JsonNode> fitting = alternatives
                .valueStream()
                .filter(one -> isOf(one.path("type").asString(), value))
                .findFirst();
        return fitting.orElseGet(() -> alternatives.get(alternatives.size() - 1));
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> value.isString();
        };
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? SCHEMA.at(schema.get("$ref").asString().substring(1)) : schema;
    }

    private void fault(String pointer, String detail) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(new Fault(pointer, detail));
        }
    }
}
