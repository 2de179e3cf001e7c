/** Breaks rules on purpose. */
@NullMarked
package dev.sixpost.house.sample.gateway;

import org.jspecify.annotations.NullMarked;
