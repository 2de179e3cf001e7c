package dev.sixpost.gateway.form;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.text.Tag;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.Purpose;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for a code, validated.
 *
 * @param typedEmail the address as it was typed: what the event carries
 * @param clientIp what a server caller says about its user; believed only from a caller with a key
 */
public record OtpForm(
        String typedEmail,
        EmailAddress email,
        Purpose purpose,
        @Nullable String locale,
        @Nullable DeliveryForm delivery,
        @Nullable String accountId,
        @Nullable String clientIp,
        @Nullable Map<String, String> metadata) {

    private static final Set<String> MEMBERS =
            Set.of("email", "purpose", "locale", "delivery", "accountId", "clientIp", "metadata");
    private static final int MAX_ACCOUNT_ID = 128;
    private static final int MAX_METADATA_ENTRIES = 16;
    private static final int MAX_METADATA_LENGTH = 256;
    private static final int MAX_IP = 45;

    public static OtpForm read(ObjectNode body) {
        Members members = new Members(body, MEMBERS);
        Optional<String> typed = members.required("email", Emails.MAX_TYPED);
        Optional<EmailAddress> email = Emails.read(members, typed);
        Optional<Purpose> purpose = Purposes.read(members);
        Optional<String> locale = members.text("locale", Tag.MAX_LENGTH);
        if (locale.isPresent() && !Tag.isWellFormed(locale.get())) {
            members.violation("/locale", "Must be a BCP 47 language tag.");
        }
        Optional<DeliveryForm> delivery = members.text("delivery", 8).flatMap(wire -> {
            Optional<DeliveryForm> form = DeliveryForm.ofWire(wire);
            if (form.isEmpty()) {
                members.violation("/delivery", "Must be code or link.");
            }
            return form;
        });
        Optional<String> accountId = members.text("accountId", MAX_ACCOUNT_ID);
        Optional<String> clientIp = members.text("clientIp", MAX_IP);
        if (clientIp.isPresent() && IpLiteral.parse(clientIp.get()).isEmpty()) {
            members.violation("/clientIp", "Must be an IPv4 or IPv6 address.");
        }
        Map<String, String> metadata = members.texts("metadata", MAX_METADATA_ENTRIES, MAX_METADATA_LENGTH);
        members.refuseIfInvalid();
        return new OtpForm(
                Members.sure(typed),
                Members.sure(email),
                Members.sure(purpose),
                locale.orElse(null),
                delivery.orElse(null),
                accountId.orElse(null),
                clientIp.orElse(null),
                metadata);
    }

    /** The body in one spelling: the same for every order of members and every white space it may have had. */
    public byte[] canonicalBytes() {
        CanonicalBody canonical = new CanonicalBody();
        canonical.put("email", typedEmail);
        canonical.put("purpose", purpose.wire());
        canonical.put("locale", locale);
        canonical.put("delivery", delivery == null ? null : delivery.wire());
        canonical.put("accountId", accountId);
        canonical.put("clientIp", clientIp);
        canonical.put("metadata", metadata);
        return canonical.bytes();
    }

    /** An address and what came with it are not for logs. */
    @Override
    public String toString() {
        return "OtpForm[purpose=" + purpose + "]";
    }
}
