package dev.sixpost.mailer.smtp;

import dev.sixpost.mailer.mail.OutgoingMail;
import dev.sixpost.mailer.mail.Unrenderable;

/** A mail that is written once there is a connection for it: it says how long its code lives, and may have waited until then. */
@FunctionalInterface
public interface Draft {
    OutgoingMail write() throws Unrenderable;
}
