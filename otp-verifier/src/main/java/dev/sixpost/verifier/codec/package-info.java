/** How what is known of an address lies in the state store and its changelog. */
@NullMarked
package dev.sixpost.verifier.codec;

import org.jspecify.annotations.NullMarked;
