/** The work queue that turns EmailRequested into mails: workers of a share group, and the way back from a delay. */
@NullMarked
package dev.sixpost.mailer;

import org.jspecify.annotations.NullMarked;
