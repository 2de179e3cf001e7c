package dev.sixpost.gateway.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a Content-Type says, and what an Accept admits. */
public final class MediaTypes {
    private static final int MAX_HEADER = 1024;

    private MediaTypes() {}

    /** {@code application/json}, in UTF-8 where a charset is named. */
    public static boolean json(List<String> contentType) {
        return inUtf8("application/json", contentType);
    }

    /** {@code application/yaml}, likewise. */
    public static boolean yaml(List<String> contentType) {
        return inUtf8("application/yaml", contentType);
    }

    /** Not compressed. */
    static boolean plain(Fields fields) {
        return fields.all("content-encoding").stream()
                .flatMap(codings -> Arrays.stream(codings.split(",", -1)))
                .allMatch(coding -> coding.strip().equalsIgnoreCase("identity"));
    }

    private static boolean inUtf8(String type, List<String> contentType) {
        if (contentType.size() != 1 || contentType.getFirst().length() > MAX_HEADER) {
            return false;
        }
        String[] parts = contentType.getFirst().toLowerCase(Locale.ROOT).split(";", -1);
        return parts[0].strip().equals(type)
                && Arrays.stream(parts)
                        .skip(1)
                        .map(p -> p.replace("\"", "").strip())
                        .allMatch(p -> p.equals("charset=utf-8") || !p.startsWith("charset"));
    }

    /** Whether one of the types is admitted; no Accept admits all, a malformed one too. */
    static boolean admits(List<String> accept, Set<String> types) {
        String header = String.join(",", accept);
        if (header.isBlank() || header.length() > MAX_HEADER) {
            return true;
        }
        return Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1)).anyMatch(range -> admits(range, types));
    }

    private static boolean admits(String range, Set<String> types) {
        String[] parts = range.split(";", -1);
        String type = parts[0].strip();
        Optional<String> weight = Arrays.stream(parts)
                .skip(1)
                .map(String::strip)
                .filter(p -> p.startsWith("q="))
                .findFirst();
        if (weight.isPresent() && weight.get().matches("q=0(\\.0*)?")) {
            return false;
        }
        return type.equals("*/*")
                || types.stream().anyMatch(t -> t.equals(type) || type.equals(t.substring(0, t.indexOf('/')) + "/*"));
    }
}
