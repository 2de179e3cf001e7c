/** One class per hop: each route of the contract, from validated request to answer. */
@NullMarked
package dev.sixpost.gateway.flow;

import org.jspecify.annotations.NullMarked;
