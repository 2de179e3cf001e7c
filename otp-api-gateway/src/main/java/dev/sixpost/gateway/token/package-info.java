/** The signed proof that an address was verified, and the public keys to check it. */
@NullMarked
package dev.sixpost.gateway.token;

import org.jspecify.annotations.NullMarked;
