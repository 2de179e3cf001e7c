/** The HTTP edge: bounds on everything a client controls, routes, requests and responses as values. Knows nothing of codes. */
@NullMarked
package dev.sixpost.gateway.http;

import org.jspecify.annotations.NullMarked;
