package dev.sixpost.gateway.admin;

import dev.sixpost.gateway.problem.Violation;
import dev.sixpost.kit.address.DomainName;
import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.brand.SafeUrl;
import dev.sixpost.kit.text.Messages;
import dev.sixpost.kit.text.SafeText;
import dev.sixpost.schemas.SettingsSchema;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every fault of a settings document: those of its form, and those that only reading the values finds. Pure. */
final class SettingsRules {
    private static final Duration LONGEST_TEST = Duration.ofDays(30);

    private static final String HIDDEN = "Has a character that controls, hides or turns text, and would be in no mail.";

    private final ObjectNode document;
    private final Messages messages;
    private final Map<String, Violation> violations = new LinkedHashMap<>();

    private SettingsRules(ObjectNode document, Messages messages) {
        this.document = document;
        this.messages = messages;
    }

    /**
     * One fault a place at most.
     *
     * @param faults those the schema finds
     * @param coded the canonical test addresses whose codes are known already, so that none need be written
     */
    static List<Violation> violations(
            ObjectNode document, List<SettingsSchema.Fault> faults, Set<String> coded, Messages messages, Instant now) {
        SettingsRules rules = new SettingsRules(document, messages);
        for (SettingsSchema.Fault fault : faults) {
            rules.violation(fault.pointer(), fault.detail());
        }
        rules.names();
        rules.addresses();
        rules.urls();
        rules.locales();
        rules.testAddresses(coded, now);
        return new ArrayList<>(rules.violations.values());
    }

    /** They stand in mails, names in headers too, which the mailer writes by the same rule. */
    private void names() {
        for (String pointer : List.of("/name", "/sender/name")) {
            text(pointer, SafeText::line, HIDDEN);
        }
        text("/branding/footer", SafeText::lines, HIDDEN);
    }

    private void addresses() {
        Predicate<String> address = text -> EmailAddress.parse(text).isPresent();
        for (String pointer : List.of("/branding/supportEmail", "/sender/email", "/sender/replyTo")) {
            text(pointer, address, "Not one e-mail address of a form this service sends to.");
        }
        Predicate<String> domain = text -> DomainName.toAscii(text).isPresent();
        each("/emails/onlyDomains", domain, "Not a domain.");
        each("/emails/blockedDomains", domain, "Not a domain.");
    }

    private void urls() {
        text(
                "/branding/logoUrl",
                url -> SafeUrl.picture(url).isPresent(),
                "Not the URL of a picture on a host with a public name, without a query.");
        text(
                "/web/publicUrl",
                url -> SafeUrl.base(url).isPresent(),
                "Not the URL of a host with a public name, without a query.");
        text("/web/loginUrl", url -> SafeUrl.page(url).isPresent(), "Not the URL of a host with a public name.");
        each("/web/allowedOrigins", WebAddress::isUrl, "Not an origin.");
        each("/web/redirectUrls", url -> SafeUrl.target(url).isPresent(), "Not a URL.");
    }

    private void locales() {
        text("/locale", SettingsRules::isTag, "Not a BCP 47 language tag.");
        for (Map.Entry<String, JsonNode> locale : document.path("strings").properties()) {
            String where = "/strings/" + locale.getKey();
            if (!isTag(locale.getKey())) {
                violation(where, "Not a BCP 47 language tag.");
            }
            for (Map.Entry<String, JsonNode> text : locale.getValue().properties()) {
                messages.problem(text.getKey(), text.getValue().asString(""))
                        .ifPresent(problem -> violation(where + "/" + text.getKey(), problem + "."));
            }
        }
    }

    private void testAddresses(Set<String> coded, Instant now) {
        each("/testAddresses", "/email", text -> EmailAddress.parse(text).isPresent(), "Not one e-mail address.");
        each("/testAddresses", "/until", text -> isNear(text, now), "Must be at most 30 days ahead.");
        Set<String> seen = new HashSet<>();
        JsonNode list = document.path("testAddresses");
        for (int i = 0; i < list.size(); i++) {
            String where = "/testAddresses/" + i;
            String email = TestCodes.canonical(list.get(i));
            if (!list.get(i).has("code") && !coded.contains(email)) {
                violation(where + "/code", "Required: no code of this address is known.");
            }
            if (!seen.add(email)) {
                violation(where + "/email", "Is there twice.");
            }
        }
    }

    private static boolean isNear(String until, Instant now) {
        try {
            return !Instant.parse(until).isAfter(now.plus(LONGEST_TEST));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isTag(String text) {
        try {
            return !new Locale.Builder()
                    .setLanguageTag(text)
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    private void each(String list, Predicate<String> rule, String detail) {
        each(list, "", rule, detail);
    }

    private void each(String list, String member, Predicate<String> rule, String detail) {
        for (int i = 0; i < document.at(list).size(); i++) {
            text(list + "/" + i + member, rule, detail);
        }
    }

    private void text(String pointer, Predicate<String> rule, String detail) {
        JsonNode value = document.at(pointer);
        if (value.isString() && !rule.test(value.asString())) {
            violation(pointer, detail);
        }
    }

    private void violation(String pointer, String detail) {
        violations.putIfAbsent(pointer, new Violation(pointer, detail));
    }
}
