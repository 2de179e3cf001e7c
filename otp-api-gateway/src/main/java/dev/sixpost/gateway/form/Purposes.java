package dev.sixpost.gateway.form;

import dev.sixpost.schemas.Purpose;
import java.util.Optional;

/** The member {@code purpose}; absent means the default. */
final class Purposes {
    private static final int MAX_LENGTH = 32;

    private Purposes() {}

    static Optional<Purpose> read(Members members) {
        if (!members.has("purpose")) {
            return Optional.of(Purpose.DEFAULT);
        }
        Optional<Purpose> purpose = members.text("purpose", MAX_LENGTH).flatMap(Purpose::ofWire);
        if (purpose.isEmpty()) {
            members.violation("/purpose", "Must be one of signup, login, forgot_password, verify_email.");
        }
        return purpose;
    }
}
