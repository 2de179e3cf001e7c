/** Settings of applications as operators write and read them. */
@NullMarked
package dev.sixpost.gateway.admin;

import org.jspecify.annotations.NullMarked;
