/** HTTP in, events out; answers come from the tail. No state that matters. */
@NullMarked
package dev.sixpost.gateway;

import org.jspecify.annotations.NullMarked;
