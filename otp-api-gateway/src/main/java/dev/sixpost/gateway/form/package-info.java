/** What callers send, read strictly: every fault named by its JSON pointer, nothing repaired but the spelling of a code. */
@NullMarked
package dev.sixpost.gateway.form;

import org.jspecify.annotations.NullMarked;
