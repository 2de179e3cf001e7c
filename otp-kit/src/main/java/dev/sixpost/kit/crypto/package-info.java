/** Keys, and everything derived from them: codes, guesses, links, digests, seals. Pure; randomness comes in from outside. */
@NullMarked
package dev.sixpost.kit.crypto;

import org.jspecify.annotations.NullMarked;
