/** What the issuer decides and why: records in, decisions out; no I/O, no clock, no randomness. */
@NullMarked
package dev.sixpost.issuer.decide;

import org.jspecify.annotations.NullMarked;
