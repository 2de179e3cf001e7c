/** What {@code ./otp up} and the tests run in place of an installed Kafka, PostgreSQL and mail server. */
@NullMarked
package dev.sixpost.embedded;

import org.jspecify.annotations.NullMarked;
