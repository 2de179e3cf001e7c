package dev.sixpost.mailer;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.config.PublicUrl;
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
    /** What cannot be read is noted with the environment, and something harmless stands in for it. */
    static MailerSettings read(Environment env) {
        PlatformSender platform = PlatformSender.read(env);
        return new MailerSettings(
                env.parsed("OTP_KEYS", "", MailerSettings::keys, Keys.parse(Keys.fresh(Entropy.secure()))),
                platform,
                RelayVariables.read(env, platform.address().domain()),
                publicUrl(env));
    }

    private static @Nullable String publicUrl(Environment env) {
        return env.text("OTP_PUBLIC_URL").isEmpty() ? null : env.parsed("OTP_PUBLIC_URL", "", PublicUrl::parse, null);
    }

    private static Keys keys(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is required");
        }
        return Keys.parse(text);
    }
}
