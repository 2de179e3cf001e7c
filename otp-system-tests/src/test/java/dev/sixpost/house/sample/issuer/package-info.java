/** Breaks rules on purpose. */
@NullMarked
package dev.sixpost.house.sample.issuer;

import org.jspecify.annotations.NullMarked;
