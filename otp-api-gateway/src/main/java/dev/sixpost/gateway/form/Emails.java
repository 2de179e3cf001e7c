package dev.sixpost.gateway.form;

import dev.sixpost.kit.address.EmailAddress;
import java.util.Optional;

/** The member {@code email}. */
final class Emails {
    static final int MAX_TYPED = 512;

    private Emails() {}

    static Optional<EmailAddress> read(Members members, Optional<String> typed) {
        Optional<EmailAddress> email = typed.flatMap(EmailAddress::parse);
        if (typed.isPresent() && email.isEmpty()) {
            members.violation("/email", "Not one e-mail address of a form this service sends to.");
        }
        return email;
    }
}
