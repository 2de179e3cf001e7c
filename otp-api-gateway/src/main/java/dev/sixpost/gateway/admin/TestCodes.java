package dev.sixpost.gateway.admin;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.SealedCode;
import dev.sixpost.schemas.ApplicationConfigured;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The codes of test addresses, which are written, kept sealed and never read; one that is not written again stays. */
final class TestCodes {
    private final Key key;
    private final Entropy entropy;

    TestCodes(Key key, Entropy entropy) {
        this.key = key;
        this.entropy = entropy;
    }

    /** Sealed, by canonical address. */
    static Map<String, String> known(Optional<ApplicationConfigured> before) {
        Map<String, String> known = new HashMap<>();
        before.ifPresent(settings -> settings.testAddresses().forEach(address -> {
            if (address.sealedCode() != null) {
                known.put(canonical(address.email()), address.sealedCode());
            }
        }));
        return known;
    }

    /** Puts what is sealed in the place of what was written. */
    void seal(String application, ObjectNode document, Map<String, String> known) {
        for (JsonNode entry : document.path("testAddresses")) {
            String email = canonical(entry);
            String sealed = entry.has("code")
                    ? SealedCode.seal(
                            key, entropy, application, email, entry.get("code").asString())
                    : known.get(email);
            if (entry instanceof ObjectNode address && sealed != null) {
                address.remove("code");
                address.put("sealedCode", sealed);
            }
        }
    }

    static String canonical(JsonNode testAddress) {
        return canonical(testAddress.path("email").asString(""));
    }

    private static String canonical(String email) {
        return EmailAddress.parse(email).map(EmailAddress::canonical).orElse(email);
    }
}
