package dev.sixpost.issuer.decide;

import dev.sixpost.schemas.Topic;

/** Where requests are read. */
public enum Source {
    REQUESTS,
    SIGNUPS;

    public String topic() {
        return switch (this) {
            case REQUESTS -> Topic.REQUESTS.name();
            case SIGNUPS -> Topic.SIGNUPS.name();
        };
    }
}
