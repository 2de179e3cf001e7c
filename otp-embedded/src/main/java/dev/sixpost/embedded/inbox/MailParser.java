package dev.sixpost.embedded.inbox;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads mails that may hold anything: what cannot be read is empty, nothing is thrown. */
final class MailParser {

    private static final Session SESSION = Session.getInstance(new Properties());
    private static final int MAX_DEPTH = 8;
    private static final int MAX_PARTS = 50;

    private MailParser() {}

    /** The readable parts of a mail; each is empty where there is none. */
    record Texts(String text, String html) {}

    static StoredMail index(String id, byte[] raw) {
        InternetHeaders head = head(raw);
        try {
            List<StoredMail.Mailbox> from = mailboxes(head, "From");
            return new StoredMail(
                    id,
                    header(head, "Message-ID").replaceAll("[<>]", ""),
                    from.isEmpty() ? new StoredMail.Mailbox("", "") : from.getFirst(),
                    mailboxes(head, "To"),
                    mailboxes(head, "Cc"),
                    mailboxes(head, "Reply-To"),
                    header(head, "Return-Path").replaceAll("[<>]", ""),
                    decoded(header(head, "Subject")),
                    raw.length);
        } catch (MessagingException unreadable) {
            var nobody = new StoredMail.Mailbox("", "");
            return new StoredMail(id, "", nobody, List.of(), List.of(), List.of(), "", "", raw.length);
        }
    }

    /** Line by line: where the library reads a stream, it looks for a provider on the class path each time. */
    private static InternetHeaders head(byte[] raw) {
        var head = new InternetHeaders();
        boolean named = false;
        int begin = 0;
        for (int end = endOfLine(raw, begin); end > begin; end = endOfLine(raw, begin)) {
            boolean folded = raw[begin] == ' ' || raw[begin] == '\t';
            if (named || !folded) {
                head.addHeaderLine(new String(raw, begin, end - begin, StandardCharsets.ISO_8859_1));
                named = true;
            }
            begin = end + 2;
        }
        return head;
    }

    /** Of the line that begins there: where its CR LF is, or the mail ends. */
    private static int endOfLine(byte[] raw, int begin) {
        int end = begin;
        while (end < raw.length && !(raw[end] == '\r' && end + 1 < raw.length && raw[end + 1] == '\n')) {
            end++;
        }
        return end;
    }

    static Texts texts(byte[] raw) {
        try {
            var found = new Found();
            found.look(new MimeMessage(SESSION, new ByteArrayInputStream(raw)), 0);
            return new Texts(found.text == null ? "" : found.text, found.html == null ? "" : found.html);
        } catch (MessagingException unreadable) {
            return new Texts("", "");
        }
    }

    static Map<String, List<String>> headers(byte[] raw) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        try {
            var mail = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            for (Header header : Collections.list(mail.getAllHeaders())) {
                headers.computeIfAbsent(header.getName(), _ -> new ArrayList<>())
                        .add(header.getValue());
            }
        } catch (MessagingException unreadable) {
            return headers;
        }
        return headers;
    }

    private static List<StoredMail.Mailbox> mailboxes(InternetHeaders head, String name) throws MessagingException {
        List<StoredMail.Mailbox> found = new ArrayList<>();
        for (InternetAddress address : InternetAddress.parseHeader(header(head, name), false)) {
            String personal = address.getPersonal();
            String box = address.getAddress();
            found.add(new StoredMail.Mailbox(personal == null ? "" : personal, box == null ? "" : box));
        }
        return List.copyOf(found);
    }

    private static String header(InternetHeaders head, String name) {
        @Nullable String[] values = head.getHeader(name);
        return values == null || values.length == 0 || values[0] == null ? "" : MimeUtility.unfold(values[0]);
    }

    private static String decoded(String text) {
        try {
            return MimeUtility.decodeText(text);
        } catch (UnsupportedEncodingException unknown) {
            return text;
        }
    }

    /** The first text/plain and the first text/html that are no attachments. */
    private static final class Found {
        private @Nullable String text;
        private @Nullable String html;
        private int parts;

        void look(Part part, int depth) throws MessagingException {
            if (depth > MAX_DEPTH || ++parts > MAX_PARTS || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
                return;
            }
            if (part.isMimeType("multipart/*") && content(part) instanceof Multipart multipart) {
                for (int i = 0; i < Math.min(multipart.getCount(), MAX_PARTS); i++) {
                    BodyPart child = multipart.getBodyPart(i);
                    look(child, depth + 1);
                }
            } else if (text == null && part.isMimeType("text/plain") && content(part) instanceof String found) {
                text = found;
            } else if (html == null && part.isMimeType("text/html") && content(part) instanceof String found) {
                html = found;
            }
        }

        private static @Nullable Object content(Part part) throws MessagingException {
            try {
                return part.getContent();
            } catch (IOException unreadable) {
                return null;
            }
        }
    }
}
