/** Pages made from documents in the jar; no byte from elsewhere. */
@NullMarked
package dev.sixpost.gateway.page;

import org.jspecify.annotations.NullMarked;
