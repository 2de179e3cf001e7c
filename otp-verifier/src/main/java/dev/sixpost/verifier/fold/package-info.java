/** The pure core: what a record does to what is known of an address. No I/O, no clock, no randomness. */
@NullMarked
package dev.sixpost.verifier.fold;

import org.jspecify.annotations.NullMarked;
