/**
 * The whole pipeline in one process and in virtual time: the services' own cores over an in-memory log, run by a seeded
 * scheduler that crashes, pauses, delays and repeats, and judged by the invariants.
 */
@NullMarked
package dev.sixpost.simulation;

import org.jspecify.annotations.NullMarked;
