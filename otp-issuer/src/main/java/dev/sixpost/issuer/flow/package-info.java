/** From Kafka and back to Kafka: the shell around what is decided and stored. */
@NullMarked
package dev.sixpost.issuer.flow;

import org.jspecify.annotations.NullMarked;
