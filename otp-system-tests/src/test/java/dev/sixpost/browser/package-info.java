/** A real browser, driven over its own protocol with the JDK alone. */
@NullMarked
package dev.sixpost.browser;

import org.jspecify.annotations.NullMarked;
