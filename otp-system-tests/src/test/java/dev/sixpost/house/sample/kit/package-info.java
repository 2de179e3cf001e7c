/** Breaks rules on purpose. */
@NullMarked
package dev.sixpost.house.sample.kit;

import org.jspecify.annotations.NullMarked;
