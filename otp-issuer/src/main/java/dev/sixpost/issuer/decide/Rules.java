package dev.sixpost.issuer.decide;

import dev.sixpost.kit.address.AddressPolicy;
import dev.sixpost.kit.crypto.Keys;

/** What decisions rest on beside the settings; the same for as long as the service runs. */
public record Rules(AddressPolicy addresses, TestAddresses tests) {

    public Rules(AddressPolicy addresses, Keys keys) {
        this(addresses, new TestAddresses(keys));
    }
}
