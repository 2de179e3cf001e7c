@NullMarked
package dev.sixpost.mailer;

import org.jspecify.annotations.NullMarked;
