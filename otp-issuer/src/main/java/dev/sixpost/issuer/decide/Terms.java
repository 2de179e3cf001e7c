package dev.sixpost.issuer.decide;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The policy a challenge was opened under; later changes of the settings do not reach it. No linkTtl: no link. */
public record Terms(int codeLength, Duration ttl, @Nullable Duration linkTtl, int maxAttempts, int failuresPerDay) {}
