package dev.sixpost.gateway.view;

import java.util.Locale;

/** What became of the latest mail. */
public enum DeliveryState {
    PENDING,
    SENT,
    DELAYED,
    FAILED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
