/** The texts people read, in their language, and the codes they type. Pure, but for reading the message files once. */
@NullMarked
package dev.sixpost.kit.text;

import org.jspecify.annotations.NullMarked;
