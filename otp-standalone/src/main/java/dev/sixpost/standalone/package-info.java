/** The commands of {@code ./otp}. */
@NullMarked
package dev.sixpost.standalone;

import org.jspecify.annotations.NullMarked;
