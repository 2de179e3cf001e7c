package dev.sixpost.system;

import java.util.Map;

/** On the broker and the database inside the process. */
class EmbeddedSpineIT extends SpineScenarios {

    @Override
    Map<String, String> infrastructure() {
        return Map.of();
    }
}
