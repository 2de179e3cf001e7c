/** The command {@code apps}: settings of applications, through the admin API of a running stack. */
@NullMarked
package dev.sixpost.standalone.apps;

import org.jspecify.annotations.NullMarked;
