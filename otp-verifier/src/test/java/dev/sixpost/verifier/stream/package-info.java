@NullMarked
package dev.sixpost.verifier.stream;

import org.jspecify.annotations.NullMarked;
