/** The texts people read, in their language. Pure, but for reading the message files once. */
@NullMarked
package dev.sixpost.kit.text;

import org.jspecify.annotations.NullMarked;
