package dev.sixpost.mailer.mail;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.config.Environment;
import org.jspecify.annotations.Nullable;

/**
 * Who sends for applications that have not proven a sender of their own.
 *
 * @param name where given, mails come from "Application via name"
 */
public record PlatformSender(@Nullable String name, EmailAddress address) {
    private static final EmailAddress NOBODY = new EmailAddress("nobody", "invalid.invalid");

    /** An address that cannot be read is noted with the environment, and a harmless one stands in for it. */
    public static PlatformSender read(Environment env) {
        return new PlatformSender(
                env.text("SMTP_FROM_NAME").orElse(null),
                env.parsed("SMTP_FROM_EMAIL", "", PlatformSender::address, NOBODY));
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text.strip())
                .orElseThrow(() -> new IllegalArgumentException(
                        text.isBlank() ? "is required" : "is not an address mails can come from"));
    }
}
