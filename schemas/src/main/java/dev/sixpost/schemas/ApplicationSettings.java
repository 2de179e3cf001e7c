package dev.sixpost.schemas;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fills in what a settings document leaves out: the defaults of contract section 4. */
public final class ApplicationSettings {
    private static final ObjectNode DEFAULTS = (ObjectNode) Json.resource("application-defaults.json");
    private static final ObjectNode PURPOSE_DEFAULTS = (ObjectNode) Json.resource("purpose-defaults.json");

    private static final List<String> PURPOSES =
            Arrays.stream(Purpose.values()).map(Purpose::wire).toList();

    private ApplicationSettings() {}

    /**
     * Binds a document, however sparse, to complete settings. One delay in {@code resendAfter} is a list of one; a
     * purpose of a later version is passed over.
     *
     * @throws IllegalArgumentException or JacksonException where the document does not fit
     */
    public static ApplicationConfigured complete(JsonNode document) {
        return bind(document, false);
    }

    /** As {@link #complete}, refusing members that no setting has: for documents people write. */
    public static ApplicationConfigured completeStrictly(JsonNode document) {
        return bind(document, true);
    }

    private static ApplicationConfigured bind(JsonNode document, boolean strictly) {
        if (!(document instanceof ObjectNode written)) {
            throw new IllegalArgumentException("settings are an object");
        }
        ObjectNode settings = overlay(DEFAULTS, written);
        if (settings.get("purposes") instanceof ObjectNode purposes) {
            if (!strictly) {
                purposes.retain(PURPOSES);
            }
            for (String purpose : purposes.propertyNames().toArray(String[]::new)) {
                if (purposes.get(purpose) instanceof ObjectNode policy) {
                    purposes.set(purpose, withListOfDelays(overlay(PURPOSE_DEFAULTS, policy)));
                }
            }
        }
        return (strictly ? Json.STRICT : Json.LENIENT).treeToValue(settings, ApplicationConfigured.class);
    }

    private static ObjectNode overlay(ObjectNode below, ObjectNode above) {
        ObjectNode merged = below.deepCopy();
        for (Map.Entry<String, JsonNode> member : above.properties()) {
            JsonNode under = merged.get(member.getKey());
            if (under instanceof ObjectNode lower && member.getValue() instanceof ObjectNode upper) {
                merged.set(member.getKey(), overlay(lower, upper));
            } else if (!member.getValue().isNull()) {
                merged.set(member.getKey(), member.getValue().deepCopy());
            }
        }
        return merged;
    }

    private static ObjectNode withListOfDelays(ObjectNode policy) {
        JsonNode delays = policy.get("resendAfter");
        if (delays != null && delays.isString()) {
            policy.putArray("resendAfter").add(delays);
        }
        return policy;
    }
}
