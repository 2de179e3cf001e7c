package dev.sixpost.mailer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail read by a strict parser of its own, which refuses what RFC 5322 and MIME do. */
record Parsed(Map<String, List<String>> headers, String text, String html) {
    private static final Pattern HEADER = Pattern.compile("([A-Za-z-]+): (\\S.*)");
    private static final Pattern WORD = Pattern.compile("=\\?UTF-8\\?B\\?([A-Za-z0-9+/=]*)\\?=");

    static Parsed of(String content) {
        int end = content.indexOf("\r\n\r\n");
        assertThat(end).as("an empty line after the headers").isPositive();
        Map<String, List<String>> headers = headers(content.substring(0, end));
        headers.forEach((name, values) -> assertThat(values).as(name).hasSize(1));
        String type = headers.getOrDefault("Content-Type", List.of("")).getFirst();
        Matcher boundary = Pattern.compile("multipart/alternative; boundary=\"([^\"]{1,70})\"")
                .matcher(type);
        assertThat(boundary.matches()).as(type).isTrue();
        String[] parts = content.substring(end + 2).split("\r\n--" + Pattern.quote(boundary.group(1)), -1);
        assertThat(parts).hasSize(4);
        assertThat(parts[0]).isEmpty();
        assertThat(parts[3]).isEqualTo("--\r\n");
        return new Parsed(headers, part(parts[1], "text/plain"), part(parts[2], "text/html"));
    }

    String header(String name) {
        List<String> values = headers.get(name);
        assertThat(values).as(name).isNotNull();
        return values.getFirst();
    }

    /** Of From, decoded. */
    String displayName() {
        String from = header("From");
        String name = from.substring(0, from.lastIndexOf(" <"));
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1") : words(name);
    }

    /** Decoded. */
    String subject() {
        String subject = header("Subject");
        return subject.startsWith("=?") ? words(subject) : subject;
    }

    private static String words(String encoded) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        for (String word : encoded.split(" ", -1)) {
            assertThat(word.length()).as("an encoded word").isLessThanOrEqualTo(75);
            Matcher matcher = WORD.matcher(word);
            assertThat(matcher.matches()).as(word).isTrue();
            decoded.writeBytes(Base64.getDecoder().decode(matcher.group(1)));
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> headers(String block) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : block.replaceAll("\r\n(?=[ \t])", "").split("\r\n", -1)) {
            Matcher header = HEADER.matcher(line);
            assertThat(header.matches()).as(line).isTrue();
            headers.computeIfAbsent(header.group(1), n -> new ArrayList<>()).add(header.group(2));
        }
        return headers;
    }

    private static String part(String part, String type) {
        int end = part.indexOf("\r\n\r\n");
        Map<String, List<String>> headers = headers(part.substring(2, end));
        assertThat(headers.get("Content-Type")).containsExactly(type + "; charset=utf-8");
        assertThat(headers.get("Content-Transfer-Encoding")).containsExactly("quoted-printable");
        return quotedPrintable(part.substring(end + 4)).replace("\r\n", "\n");
    }

    private static String quotedPrintable(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(encoded.lines()).allMatch(l -> l.length() <= 76);
        String joined = encoded.replace("=\r\n", "");
        for (int i = 0; i < joined.length(); i++) {
            if (joined.charAt(i) == '=') {
                bytes.write(Integer.parseInt(joined.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(joined.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
