/** {@code ./otp up}: broker, database, inbox and the four services in one process. */
@NullMarked
package dev.sixpost.standalone.up;

import org.jspecify.annotations.NullMarked;
