/** The benchmark: drives the public HTTP API and a real SMTP sink, and asserts every flow. */
@NullMarked
package dev.sixpost.bench;

import org.jspecify.annotations.NullMarked;
