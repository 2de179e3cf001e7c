/** {@code ./otp demo}: one flow against a running stack, as a person goes through it. */
@NullMarked
package dev.sixpost.standalone.demo;

import org.jspecify.annotations.NullMarked;
