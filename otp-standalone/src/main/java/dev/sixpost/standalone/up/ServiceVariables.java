package dev.sixpost.standalone.up;

import dev.sixpost.standalone.VariableForms;
import java.util.HashMap;
import java.util.Map;

/** What services read: what was given, a default where nobody set it, and the way to what is embedded. */
final class ServiceVariables {

    private ServiceVariables() {}

    /** What leads to an embedded part replaces what was given for one elsewhere, in whichever form. */
    static Map<String, String> of(
            Map<String, String> environment, Map<String, String> embedded, Layout layout, DataFolder data) {
        Map<String, String> variables = new HashMap<>(environment);
        VariableForms.putUnlessSet(variables, "OTP_DATA", () -> data.state().toString());
        VariableForms.putUnlessSet(
                variables, "OTP_PUBLIC_URL", () -> "http://localhost:" + layout.port("OTP_HTTP_PORT"));
        VariableForms.putUnlessSet(variables, "OTP_KEYS", data::keys);
        VariableForms.putUnlessSet(variables, "OTP_ADMIN_TOKEN", data::adminToken);
        VariableForms.putUnlessSet(variables, "SMTP_FROM_NAME", () -> "Sixpost");
        VariableForms.putUnlessSet(variables, "SMTP_FROM_EMAIL", () -> "codes@sixpost.example");
        embedded.forEach((name, value) -> VariableForms.replace(variables, name, value));
        return variables;
    }
}
