/** The verifier: a fold over one log that judges guesses and says when an address has been proven. */
@NullMarked
package dev.sixpost.verifier;

import org.jspecify.annotations.NullMarked;
