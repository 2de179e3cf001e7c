/** E-mail addresses by a grammar of our own. */
@NullMarked
package dev.sixpost.kit.address;

import org.jspecify.annotations.NullMarked;
