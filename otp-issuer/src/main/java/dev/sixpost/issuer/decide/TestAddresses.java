package dev.sixpost.issuer.decide;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.SealedCode;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationConfigured.TestAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fixed codes of test addresses. Past its end date an address is like any other. */
final class TestAddresses {
    private static final Pattern CODE = Pattern.compile("[0-9]{6,10}");

    private final Keys keys;

    TestAddresses(Keys keys) {
        this.keys = keys;
    }

    /** How long the code is, and what the right guess of it looks like; never the code. */
    record FixedCode(int length, String guess) {}

    Optional<FixedCode> find(ApplicationConfigured settings, Slot slot, Instant now) {
        for (TestAddress address : settings.testAddresses()) {
            String sealed = address.sealedCode();
            if (sealed != null
                    && now.isBefore(address.until())
                    && EmailAddress.isCanonicalOf(slot.email(), address.email())) {
                return SealedCode.open(keys, sealed, slot.application(), slot.email())
                        .filter(digits -> CODE.matcher(digits).matches())
                        .map(digits -> fixed(slot, digits));
            }
        }
        return Optional.empty();
    }

    private FixedCode fixed(Slot slot, String digits) {
        return new FixedCode(
                digits.length(),
                Derivation.guessOfCode(keys.current(), slot.application(), slot.purpose(), slot.email(), digits));
    }
}
