/** W3C trace context, carried from HTTP through Kafka to the mail. */
@NullMarked
package dev.sixpost.kit.trace;

import org.jspecify.annotations.NullMarked;
