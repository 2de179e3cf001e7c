@NullMarked
package dev.sixpost.verifier.codec;

import org.jspecify.annotations.NullMarked;
