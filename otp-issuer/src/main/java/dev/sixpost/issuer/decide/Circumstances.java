package dev.sixpost.issuer.decide;

import dev.sixpost.schemas.ApplicationConfigured;
import java.time.Instant;
import java.util.Map;

/**
 * What a batch is decided under.
 *
 * @param now by the broker's clock, in whole milliseconds, as the events carry it
 * @param keyId the key for what is new
 * @param applications those the batch names, as far as they exist
 */
public record Circumstances(Instant now, String keyId, Map<String, ApplicationConfigured> applications) {}
