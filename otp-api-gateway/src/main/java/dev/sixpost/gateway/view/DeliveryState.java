package dev.sixpost.gateway.view;

/** What became of the latest mail. */
public enum DeliveryState {
    PENDING("pending"),
    SENT("sent"),
    DELAYED("delayed"),
    FAILED("failed");

    private final String wire;

    DeliveryState(String wire) {
        this.wire = wire;
    }

    /** One and the same text every time: it stands in every timeline. */
    public String wire() {
        return wire;
    }
}
