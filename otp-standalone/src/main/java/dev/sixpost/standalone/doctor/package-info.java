/** {@code ./otp doctor}: whether what the services need is there and suffices. */
@NullMarked
package dev.sixpost.standalone.doctor;

import org.jspecify.annotations.NullMarked;
