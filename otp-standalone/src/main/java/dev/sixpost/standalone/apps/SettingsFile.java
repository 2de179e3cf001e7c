package dev.sixpost.standalone.apps;

import dev.sixpost.standalone.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Settings as a file, YAML or JSON, which is YAML too. */
record SettingsFile(String id, JsonNode document) {
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                    .build())
            .build();

    static SettingsFile read(Path file) {
        JsonNode document;
        try {
            document = YAML.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new Failure(file + " cannot be read.", e);
        } catch (JacksonException e) {
            throw new Failure(file + " is not YAML, or repeats a member.", e);
        }
        String id = document.path("id").asString("");
        if (!id.matches("[a-z][a-z0-9-]{1,62}")) {
            throw new Failure(file + " needs an id such as acme-chat.");
        }
        return new SettingsFile(id, document);
    }

    /** Whether it writes what is never shown, so that comparing says nothing. */
    boolean holdsSecrets() {
        return document.path("testAddresses").valueStream().anyMatch(entry -> entry.has("code"));
    }

    static String text(JsonNode settings) {
        return YAML.writeValueAsString(settings).stripTrailing();
    }
}
