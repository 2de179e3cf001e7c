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
        Optional<String> wire = members.text("purpose", MAX_LENGTH);
        Optional<Purpose> purpose = wire.flatMap(Purpose::ofWire);
        if (wire.isPresent() && purpose.isEmpty()) {
            members.violation("/purpose", "Must be one of signup, login, forgot_password, verify_email.");
        }
        return purpose;
    }
}
