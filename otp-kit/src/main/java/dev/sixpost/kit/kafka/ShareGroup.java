package dev.sixpost.kit.kafka;

import java.time.Duration;

/**
 * What is in force for a share group, after the broker's own bounds.
 *
 * @param lock how long a record belongs to the worker that took it, unless renewed
 * @param deliveryLimit how often a record is handed out before the broker drops it
 * @param session how long a silent worker keeps its records
 */
public record ShareGroup(String name, Duration lock, int deliveryLimit, Duration session) {}
