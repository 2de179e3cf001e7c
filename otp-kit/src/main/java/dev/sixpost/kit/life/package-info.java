/** How a service starts, runs and ends. */
@NullMarked
package dev.sixpost.kit.life;

import org.jspecify.annotations.NullMarked;
