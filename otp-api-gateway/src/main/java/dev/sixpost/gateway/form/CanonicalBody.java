package dev.sixpost.gateway.form;

import dev.sixpost.schemas.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A body in one spelling, whatever order of members and white space it came with. */
final class CanonicalBody {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /** An absent member leaves nothing. */
    void put(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    byte[] bytes() {
        return Json.STRICT.writeValueAsBytes(members);
    }
}
