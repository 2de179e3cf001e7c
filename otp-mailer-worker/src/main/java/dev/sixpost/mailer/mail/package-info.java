/** What the mail says and how it is written down. Pure. */
@NullMarked
package dev.sixpost.mailer.mail;

import org.jspecify.annotations.NullMarked;
