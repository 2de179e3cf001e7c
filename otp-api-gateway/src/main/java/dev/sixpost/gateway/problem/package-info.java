/** RFC 9457 problems by the names the contract gives them. */
@NullMarked
package dev.sixpost.gateway.problem;

import org.jspecify.annotations.NullMarked;
