package dev.sixpost.mailer.mail;

import dev.sixpost.kit.text.Texts;
import dev.sixpost.mailer.mail.Templates.Part;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mails but for what differs from mail to mail, each rendered and encoded once as long as it is in use: many people get
 * the same one at the same time. Bounded; what was forgotten is rendered again. Safe for many threads.
 */
final class Frames {
    private static final int KEPT = 1_000;
    private static final String BOUNDARY = "=_sixpost_mail";

    /** The subject and language that stand in the headers, and everything below those. */
    record Written(String headers, Frame body) {}

    private record Kind(Letterhead head, Texts texts, Letter letter) {}

    private final Templates templates = new Templates();
    private final Map<Kind, Written> kept = new ConcurrentHashMap<>();

    Written of(Letterhead head, Texts texts, Letter letter) throws Unrenderable {
        Kind kind = new Kind(head, texts, letter);
        Written known = kept.get(kind);
        if (known != null) {
            return known;
        }
        Written written = write(Wording.of(head, texts, letter));
        if (kept.size() >= KEPT) {
            kept.clear();
        }
        kept.put(kind, written);
        return written;
    }

    private Written write(Map<String, Object> model) throws Unrenderable {
        String headers = HeaderText.unstructured("Subject", String.valueOf(model.get("subject")))
                + HeaderText.ascii("Content-Language", String.valueOf(model.get("language")))
                + HeaderText.ascii("Content-Type", "multipart/alternative; boundary=\"" + BOUNDARY + '"');
        Frame.Builder body = new Frame.Builder();
        part(body, "text/plain", templates.render(Part.TEXT, model));
        part(body, "text/html", templates.render(Part.HTML, model));
        return new Written(headers, body.append("--" + BOUNDARY + "--\r\n").build());
    }

    /** The equals sign of the boundary is written differently in quoted-printable: no text contains it. */
    private static void part(Frame.Builder body, String type, String text) {
        body.append("--" + BOUNDARY + "\r\n");
        body.append("Content-Type: " + type + "; charset=utf-8\r\n");
        body.append("Content-Transfer-Encoding: quoted-printable\r\n\r\n");
        QuotedPrintable.encode(text, body);
        body.append("\r\n");
    }
}
