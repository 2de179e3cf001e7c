package dev.sixpost.mailer.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A mail as RFC 5322 wants it: ASCII only, lines of at most 76 characters in the body, a plain text and the same as HTML.
 * The same input gives the same bytes. Pure.
 *
 * @param messageId with its angle brackets
 */
record Document(
        String fromName,
        String fromAddress,
        @Nullable String replyTo,
        String recipient,
        String subject,
        String messageId,
        Instant date,
        String language,
        String text,
        String html) {
    private static final String CRLF = "\r\n";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

    String write() throws Unrenderable {
        String boundary = "=_" + Integer.toHexString(messageId.hashCode()) + "_sixpost";
        StringBuilder out = new StringBuilder(4096);
        out.append(HeaderText.ascii("Date", DATE.format(date)));
        out.append(HeaderText.mailbox("From", fromName, fromAddress));
        if (replyTo != null) {
            out.append(HeaderText.ascii("Reply-To", replyTo));
        }
        out.append(HeaderText.ascii("To", recipient));
        out.append(HeaderText.unstructured("Subject", subject));
        out.append(HeaderText.ascii("Message-ID", messageId));
        out.append(HeaderText.ascii("Auto-Submitted", "auto-generated"));
        out.append(HeaderText.ascii("Content-Language", language));
        out.append(HeaderText.ascii("MIME-Version", "1.0"));
        out.append(HeaderText.ascii("Content-Type", "multipart/alternative; boundary=\"" + boundary + '"'));
        out.append(CRLF);
        part(out, boundary, "text/plain", text);
        part(out, boundary, "text/html", html);
        return out.append("--").append(boundary).append("--").append(CRLF).toString();
    }

    /** The equals sign in the boundary cannot stand in quoted-printable like that, so no text contains the boundary. */
    private static void part(StringBuilder out, String boundary, String type, String text) throws Unrenderable {
        out.append("--").append(boundary).append(CRLF);
        out.append("Content-Type: ").append(type).append("; charset=utf-8").append(CRLF);
        out.append("Content-Transfer-Encoding: quoted-printable").append(CRLF);
        out.append(CRLF);
        out.append(quotedPrintable(text)).append(CRLF);
    }

    private static String quotedPrintable(String text) throws Unrenderable {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() * 2);
        try (OutputStream encoder = MimeUtility.encode(bytes, "quoted-printable")) {
            encoder.write(text.replace("\r\n", "\n").replace("\n", CRLF).getBytes(StandardCharsets.UTF_8));
        } catch (IOException | MessagingException e) {
            throw new Unrenderable("encoding-failed");
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
