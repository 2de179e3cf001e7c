/** One JSON object per log line, with addresses masked. */
@NullMarked
package dev.sixpost.kit.log;

import org.jspecify.annotations.NullMarked;
