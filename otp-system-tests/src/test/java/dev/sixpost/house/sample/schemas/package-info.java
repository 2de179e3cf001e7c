/** Breaks rules on purpose. */
@NullMarked
package dev.sixpost.house.sample.schemas;

import org.jspecify.annotations.NullMarked;
