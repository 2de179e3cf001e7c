package dev.sixpost.gateway.admin;

import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Settings as operators read them: whole, but for what is only ever written. */
final class SettingsShown {
    private SettingsShown() {}

    static JsonNode of(ApplicationConfigured settings) {
        JsonNode shown = Json.LENIENT.valueToTree(settings);
        for (JsonNode testAddress : shown.path("testAddresses")) {
            ((ObjectNode) testAddress).remove("sealedCode");
        }
        return shown;
    }
}
