@NullMarked
package dev.sixpost.verifier.fold;

import org.jspecify.annotations.NullMarked;
