/** Health, metrics and the operators' routes of a service. */
@NullMarked
package dev.sixpost.kit.ops;

import org.jspecify.annotations.NullMarked;
