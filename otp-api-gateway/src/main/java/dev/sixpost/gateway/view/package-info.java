/** The view: what the tail has told about requests and challenges, bounded by count and age. */
@NullMarked
package dev.sixpost.gateway.view;

import org.jspecify.annotations.NullMarked;
