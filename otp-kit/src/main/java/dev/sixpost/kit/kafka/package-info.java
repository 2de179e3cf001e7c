/** Kafka clients, topics, dead letters and what is read from Kafka into memory. */
@NullMarked
package dev.sixpost.kit.kafka;

import org.jspecify.annotations.NullMarked;
