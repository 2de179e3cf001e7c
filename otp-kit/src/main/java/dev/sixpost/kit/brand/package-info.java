/** What an application looks like, from settings that may be older than the rules for them. Pure. */
@NullMarked
package dev.sixpost.kit.brand;

import org.jspecify.annotations.NullMarked;
