/** The shell: Kafka Streams around the fold. */
@NullMarked
package dev.sixpost.verifier.stream;

import org.jspecify.annotations.NullMarked;
