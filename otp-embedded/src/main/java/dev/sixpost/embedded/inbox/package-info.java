/** The development inbox: takes every mail by SMTP, keeps it as a file, shows it over HTTP. Loopback only. */
@NullMarked
package dev.sixpost.embedded.inbox;

import org.jspecify.annotations.NullMarked;
