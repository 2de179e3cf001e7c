package dev.sixpost.gateway.form;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.crypto.LinkToken;
import dev.sixpost.schemas.Purpose;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A guess, validated: digits for an address and a purpose, or the token of a link. Neither is for logs. */
public sealed interface VerifyForm {
    record ByCode(String typedEmail, EmailAddress email, Purpose purpose, String digits) implements VerifyForm {
        @Override
        public String toString() {
            return "ByCode[purpose=" + purpose + "]";
        }
    }

    record ByLink(LinkToken token) implements VerifyForm {}

    Set<String> MEMBERS = Set.of("email", "purpose", "code", "link");
    int MAX_CODE = 64;
    int MAX_LINK = 256;

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
        members.refuseIfInvalid();
        return new ByLink(Members.sure(token));
    }

    private static VerifyForm byCode(Members members) {
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
