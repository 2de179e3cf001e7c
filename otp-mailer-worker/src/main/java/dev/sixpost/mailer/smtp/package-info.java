/** Relays: kept connections, what their answers mean, and when to leave one alone. */
@NullMarked
package dev.sixpost.mailer.smtp;

import org.jspecify.annotations.NullMarked;
