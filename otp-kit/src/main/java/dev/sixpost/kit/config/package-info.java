/** Configuration from environment variables, with every problem reported at once. */
@NullMarked
package dev.sixpost.kit.config;

import org.jspecify.annotations.NullMarked;
