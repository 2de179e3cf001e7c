package dev.sixpost.gateway.admin;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.problem.Violation;
import dev.sixpost.kit.text.Messages;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.SettingsSchema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A settings document as somebody wrote it, made complete; or refused with all its faults. */
final class SettingsForm {
    private final TestCodes testCodes;
    private final Messages messages;

    SettingsForm(TestCodes testCodes, Messages messages) {
        this.testCodes = testCodes;
        this.messages = messages;
    }

    /**
     * @param id what the path says; a document that says nothing else need not say it
     * @param before the settings in force, where there are any
     */
    ApplicationConfigured read(String id, ObjectNode document, Optional<ApplicationConfigured> before, Instant now) {
        if (!document.path("id").asString(id).equals(id)) {
            throw new Refused(Problem.invalid("/id", "Is not the one in the path."));
        }
        document.put("id", id);
        Map<String, String> codes = TestCodes.known(before);
        List<SettingsSchema.Fault> faults = SettingsSchema.faults(document);
        SettingsDocument.dropNulls(document);
        List<Violation> violations = SettingsRules.violations(document, faults, codes.keySet(), messages, now);
        if (!violations.isEmpty()) {
            throw new Refused(Problem.invalid(violations));
        }
        testCodes.seal(id, document, codes);
        return ApplicationSettings.completeStrictly(document);
    }
}
