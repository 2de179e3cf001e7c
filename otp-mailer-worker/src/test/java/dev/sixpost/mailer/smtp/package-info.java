@NullMarked
package dev.sixpost.mailer.smtp;

import org.jspecify.annotations.NullMarked;
