/** Sessions of browsers that verified: cookies, what is in them, and which of them were ended before their time. */
@NullMarked
package dev.sixpost.gateway.session;

import org.jspecify.annotations.NullMarked;
