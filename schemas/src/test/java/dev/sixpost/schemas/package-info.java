@NullMarked
package dev.sixpost.schemas;

import org.jspecify.annotations.NullMarked;
