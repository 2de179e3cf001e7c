@NullMarked
package dev.sixpost.mailer.mail;

import org.jspecify.annotations.NullMarked;
