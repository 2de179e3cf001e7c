/** The rules of the house, each shown to catch a sample that breaks it. */
@NullMarked
package dev.sixpost.house;

import org.jspecify.annotations.NullMarked;
