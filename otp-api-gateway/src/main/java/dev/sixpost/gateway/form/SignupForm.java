package dev.sixpost.gateway.form;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.text.Tag;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sign-up, validated.
 *
 * @param typedEmail the address as it was typed: what the event carries
 */
public record SignupForm(
        String typedEmail,
        EmailAddress email,
        @Nullable String accountId,
        @Nullable String name,
        @Nullable String locale,
        @Nullable Map<String, String> attributes) {

    private static final Set<String> MEMBERS = Set.of("email", "accountId", "name", "locale", "attributes");
    private static final int MAX_ACCOUNT_ID = 128;
    private static final int MAX_NAME = 256;
    private static final int MAX_ATTRIBUTES = 16;
    private static final int MAX_ATTRIBUTE_LENGTH = 256;

    public static SignupForm read(ObjectNode body) {
        Members members = new Members(body, MEMBERS);
        Optional<String> typed = members.required("email", Emails.MAX_TYPED);
        Optional<EmailAddress> email = Emails.read(members, typed);
        Optional<String> accountId = members.text("accountId", MAX_ACCOUNT_ID);
        Optional<String> name = members.text("name", MAX_NAME);
        Optional<String> locale = members.text("locale", Tag.MAX_LENGTH);
        if (locale.isPresent() && !Tag.isWellFormed(locale.get())) {
            members.violation("/locale", "Must be a BCP 47 language tag.");
        }
        Map<String, String> attributes = members.texts("attributes", MAX_ATTRIBUTES, MAX_ATTRIBUTE_LENGTH);
        members.refuseIfInvalid();
        return new SignupForm(
                Members.sure(typed),
                Members.sure(email),
                accountId.orElse(null),
                name.orElse(null),
                locale.orElse(null),
                attributes);
    }

    /** The body in one spelling: the same for every order of members and every white space it may have had. */
    public byte[] canonicalBytes() {
        CanonicalBody canonical = new CanonicalBody();
        canonical.put("email", typedEmail);
        canonical.put("accountId", accountId);
        canonical.put("name", name);
        canonical.put("locale", locale);
        canonical.put("attributes", attributes);
        return canonical.bytes();
    }

    /** Who signs up is not for logs. */
    @Override
    public String toString() {
        return "SignupForm";
    }
}
