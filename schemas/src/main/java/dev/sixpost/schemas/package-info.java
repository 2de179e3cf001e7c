/** The contract as an artifact: what travels over Kafka, under which topics, keys and identities. */
@NullMarked
package dev.sixpost.schemas;

import org.jspecify.annotations.NullMarked;
