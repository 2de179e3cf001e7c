/** What support may ask of accounts, over HTTP. */
@NullMarked
package dev.sixpost.issuer.admin;

import org.jspecify.annotations.NullMarked;
