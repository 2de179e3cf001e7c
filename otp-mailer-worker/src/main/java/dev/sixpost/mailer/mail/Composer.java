package dev.sixpost.mailer.mail;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.text.Messages;
import dev.sixpost.kit.text.Texts;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.EmailRequested;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * From a request to the mail, as RFC 5322 wants it: ASCII only, a plain text and the same as HTML. Derives the code, which
 * exists in the result only. The same input gives the same bytes. Safe for many threads.
 */
public final class Composer {
    /** Of applications whose letterhead is at hand; one that was forgotten is made again. */
    private static final int KEPT = 10_000;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

    private final Messages messages = Messages.load();
    private final Frames frames = new Frames();
    private final Map<String, Letterhead> letterheads = new ConcurrentHashMap<>();
    private final PlatformSender platform;
    private final @Nullable String publicUrl;

    /** {@code publicUrl} is where links lead for applications without a URL of their own; null: no links for those. */
    public Composer(PlatformSender platform, @Nullable String publicUrl) {
        this.platform = platform;
        this.publicUrl = publicUrl == null ? null : publicUrl.replaceAll("/+$", "");
    }

    /** The domain of the Message-ID is the sender's; the application is what its settings say at this moment. */
    public OutgoingMail compose(
            String eventId, EmailRequested request, ApplicationConfigured application, Key key, Instant now)
            throws Unrenderable {
        requireOwnRecipient(request);
        Letterhead head = letterhead(application);
        Letter letter = Letter.of(request, now);
        Enclosures enclosures = Enclosures.of(request, key);
        Texts texts = messages.texts(List.of(request.locale()), application);
        Frames.Written written = frames.of(head, texts, letter);
        String sender = head.sender().recipient();
        String messageId = messageId(eventId, head.sender());
        StringBuilder out = new StringBuilder(written.body().length() + 1_024);
        out.append(HeaderText.ascii("Date", DATE.format(now)))
                .append(head.addressing())
                .append(HeaderText.ascii("To", request.recipient()))
                .append(HeaderText.ascii("Message-ID", messageId))
                .append("Auto-Submitted: auto-generated\r\n")
                .append("X-Auto-Response-Suppress: All\r\n")
                .append("MIME-Version: 1.0\r\n")
                .append(written.headers())
                .append("\r\n");
        written.body().fill(enclosures, out);
        return new OutgoingMail(sender, request.recipient(), messageId, out.toString());
    }

    /** With its angle brackets; the same for every copy of one event. */
    public String messageId(String eventId, @Nullable ApplicationConfigured application) {
        EmailAddress sender = application == null
                ? platform.address()
                : Letterhead.ownSender(application).orElse(platform.address());
        return messageId(eventId, sender);
    }

    private static String messageId(String eventId, EmailAddress sender) {
        return "<" + Derivation.messageId(eventId) + "@" + sender.domain() + ">";
    }

    /** Settings that were read anew are other settings. */
    @SuppressWarnings("ReferenceEquality")
    private Letterhead letterhead(ApplicationConfigured application) throws Unrenderable {
        Letterhead known = letterheads.get(application.id());
        if (known != null && known.settings() == application) {
            return known;
        }
        Letterhead made = Letterhead.of(application, platform, publicUrl);
        if (letterheads.size() >= KEPT) {
            letterheads.clear();
        }
        letterheads.put(application.id(), made);
        return made;
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
}
