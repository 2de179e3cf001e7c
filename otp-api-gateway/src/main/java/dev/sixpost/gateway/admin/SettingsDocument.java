package dev.sixpost.gateway.admin;

import dev.sixpost.gateway.form.JsonBody;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.schemas.Json;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** The bytes of a settings document, JSON or YAML, as an object. */
final class SettingsDocument {
    static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_DEPTH = 16;
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SettingsDocument() {}

    static ObjectNode read(byte[] body, boolean yaml) {
        return yaml ? ofYaml(body) : JsonBody.object(body);
    }

    private static ObjectNode ofYaml(byte[] body) {
        JsonNode read;
        try {
            String text = Json.text(body);
            if (refersToItself(text)) {
                throw new Refused(Problem.invalid("", "Aliases are not read here; write out what they stand for."));
            }
            read = YAML.readTree(text);
        } catch (CharacterCodingException | JacksonException e) {
            throw new Refused(Problem.invalid("", "The body is not one YAML document, or repeats a member."));
        }
        if (read instanceof ObjectNode object) {
            return object;
        }
        throw new Refused(Problem.invalid("", "The body must be an object."));
    }

    /** The library takes an alias for the text of its name. */
    private static boolean refersToItself(String text) {
        try (JsonParser parser = YAML.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Leaves out what is null, so that its default holds. */
    static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> absent = object.propertyStream()
                    .filter(member -> member.getValue().isNull())
                    .map(Map.Entry::getKey)
                    .toList();
            object.remove(absent);
        }
        node.forEach(SettingsDocument::dropNulls);
    }
}
