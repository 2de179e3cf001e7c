package dev.sixpost.issuer.store;

import dev.sixpost.schemas.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** A flat map of texts in one column, as JSON. */
final class Texts {
    private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

    private Texts() {}

    static @Nullable String write(@Nullable Map<String, String> texts) {
        return texts == null ? null : Json.LENIENT.writeValueAsString(texts);
    }

    static @Nullable Map<String, String> read(@Nullable String stored) {
        return stored == null ? null : Json.LENIENT.readValue(stored, TYPE);
    }
}
