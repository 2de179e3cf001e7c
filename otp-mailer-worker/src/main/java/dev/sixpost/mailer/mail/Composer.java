package dev.sixpost.mailer.mail;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.mailer.mail.Templates.Part;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationConfigured.Sender;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From a request to the mail: derives the code, fills in the templates, writes the document. The code exists in the
 * result only. Safe for many threads.
 */
public final class Composer {
    private static final String LANGUAGE = "en";
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);
    private static final String DEFAULT_ACCENT = "#3b5bdb";
    private static final Pattern COLOUR = Pattern.compile("#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})");
    private static final int MIN_DIGITS = 6;
    private static final int MAX_DIGITS = 10;

    private final Templates templates = new Templates();
    private final PlatformSender platform;
    private final @Nullable String publicUrl;

    /** {@code publicUrl} is where links lead for applications without a URL of their own; null: no links for those. */
    public Composer(PlatformSender platform, @Nullable String publicUrl) {
        this.platform = platform;
        this.publicUrl = publicUrl;
    }

    /** The domain of the Message-ID is the sender's; the application is what its settings say at this moment. */
    public OutgoingMail compose(
            String eventId, EmailRequested request, ApplicationConfigured application, Key key, Instant now)
            throws Unrenderable {
        requireOwnRecipient(request);
        EmailAddress sender = ownSender(application).orElse(platform.address());
        Map<String, Object> model = model(request, application, key, now);
        String subject = templates.render(Part.SUBJECT, model).strip();
        model.put("subject", subject);
        // Text like any other for the HTML: an included template would bring its own rules of escaping.
        model.put("intro", templates.render(Part.INTRO, model).strip());
        String messageId = messageId(eventId, application);
        Document document = new Document(
                fromName(application),
                sender.recipient(),
                replyTo(application),
                request.recipient(),
                subject,
                messageId,
                now,
                LANGUAGE,
                templates.render(Part.TEXT, model),
                templates.render(Part.HTML, model));
        return new OutgoingMail(sender.recipient(), request.recipient(), messageId, document.write());
    }

    /** With its angle brackets; the same for every copy of one event. */
    public String messageId(String eventId, @Nullable ApplicationConfigured application) {
        EmailAddress sender = application == null
                ? platform.address()
                : ownSender(application).orElse(platform.address());
        return "<" + Derivation.messageId(eventId) + "@" + sender.domain() + ">";
    }

    private Map<String, Object> model(EmailRequested request, ApplicationConfigured application, Key key, Instant now)
            throws Unrenderable {
        byte[] nonce = nonce(request);
        Map<String, Object> model = new HashMap<>();
        model.put("application", application.name());
        model.put("language", LANGUAGE);
        model.put("purpose", request.purpose().wire());
        model.put("again", again(request.kind()));
        model.put("code", code(request, key, nonce));
        model.put("expiry", expiry(Duration.between(now, request.expiresAt())));
        model.put("accent", accent(application.branding().primaryColor()));
        link(request, application, key, nonce).ifPresent(link -> model.put("link", link));
        harmless(application.branding().supportEmail()).ifPresent(text -> model.put("supportEmail", text));
        harmless(application.branding().footer()).ifPresent(text -> model.put("footer", text));
        return model;
    }

    private static boolean again(MailKind kind) throws Unrenderable {
        return switch (kind) {
            case CODE -> false;
            case RESEND -> true;
            case NO_ACCOUNT, ALREADY_REGISTERED -> throw new Unrenderable("kind-without-template");
        };
    }

    private static String code(EmailRequested request, Key key, byte[] nonce) throws Unrenderable {
        if (request.codeLength() < MIN_DIGITS || request.codeLength() > MAX_DIGITS) {
            throw new Unrenderable("code-length");
        }
        return Derivation.code(
                key, nonce, request.application(), request.purpose(), request.email(), request.codeLength());
    }

    private Optional<String> link(EmailRequested request, ApplicationConfigured application, Key key, byte[] nonce) {
        String base = application.web().publicUrl() == null
                ? publicUrl
                : application.web().publicUrl();
        if (request.delivery() != DeliveryForm.LINK || base == null) {
            return Optional.empty();
        }
        String subject = Subject.of(request.application(), request.email());
        String token = Derivation.link(
                        key, nonce, request.application(), request.challengeId(), subject, request.requestId())
                .text();
        return Optional.of(base.replaceAll("/+$", "") + "/" + request.application() + "/confirm#" + token);
    }

    private String fromName(ApplicationConfigured application) {
        String own = application.sender().name() == null
                ? application.name()
                : application.sender().name();
        boolean ours = ownSender(application).isEmpty() && platform.name() != null;
        return ours ? own + " via " + platform.name() : own;
    }

    private static @Nullable String replyTo(ApplicationConfigured application) {
        Sender sender = application.sender();
        if (!sender.verified() || sender.replyTo() == null) {
            return null;
        }
        return EmailAddress.parse(sender.replyTo()).map(EmailAddress::recipient).orElse(null);
    }

    private static Optional<EmailAddress> ownSender(ApplicationConfigured application) {
        Sender sender = application.sender();
        return sender.verified() ? Optional.ofNullable(sender.email()).flatMap(EmailAddress::parse) : Optional.empty();
    }

    /** A forged event must not send a code to anybody but the address it is derived for. */
    private static void requireOwnRecipient(EmailRequested request) throws Unrenderable {
        boolean own = EmailAddress.parse(request.recipient())
                .filter(a -> a.recipient().equals(request.recipient()))
                .filter(a -> a.canonical().equals(request.email()))
                .isPresent();
        if (!own) {
            throw new Unrenderable("recipient-is-not-email");
        }
    }

    private static byte[] nonce(EmailRequested request) throws Unrenderable {
        try {
            return Nonce.bytes(request.nonce());
        } catch (IllegalArgumentException e) {
            throw new Unrenderable("nonce");
        }
    }

    private static String accent(@Nullable String colour) {
        return colour != null && COLOUR.matcher(colour).matches() ? colour : DEFAULT_ACCENT;
    }

    /** Body text from the settings; what hides or turns text is left out. */
    private static Optional<String> harmless(@Nullable String text) {
        return Optional.ofNullable(text).filter(t -> !t.isBlank()).filter(HeaderText::safe);
    }

    /** In whole minutes, down; the seconds a mail takes on its way do not cost a minute. */
    static String expiry(Duration left) {
        long minutes = left.plus(ON_ITS_WAY).toMinutes();
        if (minutes < 1) {
            return "in less than a minute";
        }
        return minutes == 1 ? "in 1 minute" : "in " + minutes + " minutes";
    }
}
