/** The issuer: takes requests from Kafka, keeps challenges in PostgreSQL, answers with events. */
@NullMarked
package dev.sixpost.issuer;

import org.jspecify.annotations.NullMarked;
