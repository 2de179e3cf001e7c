package dev.sixpost.mailer.mail;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.brand.SafeUrl;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationConfigured.Sender;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the settings of an application mean for its mails, made once for each version of them. Settings may be older than
 * the rules for them: what could end a header makes no mail, what could only look wrong is left out.
 */
final class Letterhead {
    private final ApplicationConfigured settings;
    private final EmailAddress sender;
    private final String addressing;
    private final @Nullable String base;

    private Letterhead(ApplicationConfigured settings, EmailAddress sender, String addressing, @Nullable String base) {
        this.settings = settings;
        this.sender = sender;
        this.addressing = addressing;
        this.base = base;
    }

    /** {@code platformUrl}: where pages are of applications without a URL of their own. */
    static Letterhead of(ApplicationConfigured settings, PlatformSender platform, @Nullable String platformUrl)
            throws Unrenderable {
        Optional<EmailAddress> own = ownSender(settings);
        EmailAddress sender = own.orElse(platform.address());
        String name = settings.sender().name() == null
                ? settings.name()
                : settings.sender().name();
        String via = own.isEmpty() && platform.name() != null ? name + " via " + platform.name() : name;
        String addressing = HeaderText.mailbox("From", via, sender.recipient());
        Optional<EmailAddress> replyTo = own.flatMap(
                        _ -> Optional.ofNullable(settings.sender().replyTo()))
                .flatMap(EmailAddress::parse);
        if (replyTo.isPresent()) {
            addressing += HeaderText.ascii("Reply-To", replyTo.get().recipient());
        }
        // The platform's URL is an operator's word, and may be one of this machine.
        String base = settings.web().publicUrl() == null
                ? platformUrl
                : SafeUrl.base(settings.web().publicUrl()).orElse(null);
        return new Letterhead(settings, sender, addressing, base);
    }

    /** The address of the application's own that it may send under. */
    static Optional<EmailAddress> ownSender(ApplicationConfigured settings) {
        Sender sender = settings.sender();
        return sender.verified() ? Optional.ofNullable(sender.email()).flatMap(EmailAddress::parse) : Optional.empty();
    }

    ApplicationConfigured settings() {
        return settings;
    }

    /** Of the envelope and of From. */
    EmailAddress sender() {
        return sender;
    }

    /** The headers From and Reply-To. */
    String addressing() {
        return addressing;
    }

    /** A page of the application's, such as {@code confirm}; empty where it has none that can be reached. */
    Optional<String> page(String name) {
        return base == null ? Optional.empty() : Optional.of(base + "/" + settings.id() + "/" + name);
    }
}
