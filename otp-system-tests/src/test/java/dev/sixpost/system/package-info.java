/** The product from outside: real processes, spoken to over HTTP, Kafka and SMTP alone. */
@NullMarked
package dev.sixpost.system;

import org.jspecify.annotations.NullMarked;
