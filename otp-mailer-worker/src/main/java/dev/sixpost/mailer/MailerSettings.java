package dev.sixpost.mailer;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.mailer.mail.PlatformSender;
import dev.sixpost.mailer.smtp.RelaySettings;
import dev.sixpost.mailer.smtp.RelayVariables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the mailer is configured with.
 *
 * @param publicUrl where links lead for applications that have no URL of their own
 */
record MailerSettings(
        Keys keys,
        PlatformSender platform,
        List<RelaySettings> relays,
        @Nullable String publicUrl) {
    private static final EmailAddress NOBODY = new EmailAddress("nobody", "invalid.invalid");

    /** What cannot be read is noted with the environment, and something harmless stands in for it. */
    static MailerSettings read(Environment env) {
        EmailAddress from = env.parsed("SMTP_FROM_EMAIL", "", MailerSettings::address, NOBODY);
        PlatformSender platform = new PlatformSender(env.text("SMTP_FROM_NAME").orElse(null), from);
        return new MailerSettings(
                env.parsed("OTP_KEYS", "", MailerSettings::keys, Keys.parse(Keys.fresh(Entropy.secure()))),
                platform,
                RelayVariables.read(env, from.domain()),
                env.text("OTP_PUBLIC_URL").orElse(null));
    }

    private static Keys keys(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is required");
        }
        return Keys.parse(text);
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text.strip())
                .orElseThrow(() -> new IllegalArgumentException(
                        text.isBlank() ? "is required" : "is not an address mails can come from"));
    }
}
