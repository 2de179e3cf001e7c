package dev.sixpost.gateway.form;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.crypto.LinkToken;
import dev.sixpost.kit.text.TypedCode;
import dev.sixpost.schemas.Purpose;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A guess, validated: digits for an address and a purpose, or the token of a link. Neither is for logs. */
public sealed interface VerifyForm {
    record ByCode(String typedEmail, EmailAddress email, Purpose purpose, String digits) implements VerifyForm {
        @Override
        public String toString() {
            return "ByCode[purpose=" + purpose + "]";
        }
    }

    /** {@code secret} is what the browser that asked was told; absent where a server or another browser calls. */
    record ByLink(LinkToken token, @Nullable String secret) implements VerifyForm {
        @Override
        public String toString() {
            return "ByLink[" + token + "]";
        }
    }

    Set<String> MEMBERS = Set.of("email", "purpose", "code", "link", "secret");
    int MAX_CODE = 64;
    int MAX_LINK = 256;
    int MAX_SECRET = 64;

    static VerifyForm read(ObjectNode body) {
        Members members = new Members(body, MEMBERS);
        return members.has("link") ? byLink(members) : byCode(members);
    }

    private static VerifyForm byLink(Members members) {
        for (String other : Set.of("email", "purpose", "code")) {
            if (members.has(other)) {
                members.violation("/" + other, "A link says this itself.");
            }
        }
        Optional<String> link = members.text("link", MAX_LINK);
        Optional<LinkToken> token = link.flatMap(LinkToken::parse);
        if (link.isPresent() && token.isEmpty()) {
            members.violation("/link", "Not the token of a link.");
        }
        Optional<String> secret = members.text("secret", MAX_SECRET);
        members.refuseIfInvalid();
        return new ByLink(Members.sure(token), secret.orElse(null));
    }

    private static VerifyForm byCode(Members members) {
        if (members.has("secret")) {
            members.violation("/secret", "Only a link comes with one.");
        }
        Optional<String> typed = members.required("email", Emails.MAX_TYPED);
        Optional<EmailAddress> email = Emails.read(members, typed);
        Optional<Purpose> purpose = Purposes.read(members);
        Optional<String> code = members.required("code", MAX_CODE);
        Optional<String> digits = code.flatMap(TypedCode::digits);
        if (code.isPresent() && digits.isEmpty()) {
            members.violation("/code", "Not the digits of a code.");
        }
        members.refuseIfInvalid();
        return new ByCode(Members.sure(typed), Members.sure(email), Members.sure(purpose), Members.sure(digits));
    }
}
