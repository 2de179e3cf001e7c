@NullMarked
package dev.sixpost.verifier;

import org.jspecify.annotations.NullMarked;
