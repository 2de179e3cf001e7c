/** Breaks rules on purpose. */
@NullMarked
package dev.sixpost.house.sample.issuer.decide;

import org.jspecify.annotations.NullMarked;
