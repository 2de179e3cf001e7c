/** The issuer's tables: set-based statements that stay on their indexes, one transaction per batch. */
@NullMarked
package dev.sixpost.issuer.store;

import org.jspecify.annotations.NullMarked;
