package dev.sixpost.gateway.form;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the members of one object and collects every fault before refusing, so that a caller learns all at once. */
final class Members {
    private static final int MAX_VIOLATIONS = 20;

    /** What travels through to events is read by many: a password is refused wherever it is called one. */
    private static final Pattern SECRET = Pattern.compile("(?i)passw|passphrase|^pwd$|secret");

    private final ObjectNode object;
    private final List<Violation> violations = new ArrayList<>();

    Members(ObjectNode object, Set<String> known) {
        this.object = object;
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                violation(pointer(name), "There is no such member.");
            }
        }
    }

    /** A string of 1 to {@code maxLength} characters without control characters; null and absence are the same. */
    Optional<String> text(String name, int maxLength) {
        JsonNode member = object.get(name);
        if (member == null || member.isNull()) {
            return Optional.empty();
        }
        return checked(pointer(name), member, 1, maxLength);
    }

    Optional<String> required(String name, int maxLength) {
        JsonNode member = object.get(name);
        if (member == null || member.isNull()) {
            violation(pointer(name), "Required.");
            return Optional.empty();
        }
        return text(name, maxLength);
    }

    /** A flat map of strings, in the order of its keys; null where absent. */
    @Nullable
    Map<String, String> texts(String name, int maxEntries, int maxLength) {
        JsonNode member = object.get(name);
        if (member == null || member.isNull()) {
            return null;
        }
        if (!(member instanceof ObjectNode entries) || entries.size() > maxEntries) {
            violation(pointer(name), "An object of at most " + maxEntries + " strings.");
            return null;
        }
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            if (!isName(entry.getKey(), maxLength)) {
                violation(pointer(name), "A name is 1 to " + maxLength + " characters of text.");
                continue;
            }
            String where = pointer(name) + pointer(entry.getKey());
            if (SECRET.matcher(entry.getKey()).find()) {
                violation(where, "Secrets have no place here.");
            }
            checked(where, entry.getValue(), 0, maxLength).ifPresent(text -> texts.put(entry.getKey(), text));
        }
        return texts;
    }

    boolean has(String name) {
        JsonNode member = object.get(name);
        return member != null && !member.isNull();
    }

    void violation(String pointer, String detail) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(new Violation(pointer, detail));
        }
    }

    void refuseIfInvalid() {
        if (!violations.isEmpty()) {
            throw new Refused(Problem.invalid(violations));
        }
    }

    /** What a value must be once {@link #refuseIfInvalid} has passed. */
    static <T> T sure(Optional<T> value) {
        return value.orElseThrow(() -> new IllegalStateException("a missing value went unnoticed"));
    }

    private Optional<String> checked(String pointer, JsonNode member, int minLength, int maxLength) {
        if (!member.isString()) {
            violation(pointer, "Must be a string.");
            return Optional.empty();
        }
        String text = member.asString();
        if (length(text) < minLength || length(text) > maxLength) {
            violation(pointer, "Must have " + minLength + " to " + maxLength + " characters.");
            return Optional.empty();
        }
        if (!isText(text)) {
            violation(pointer, "Has a character that is not text.");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static boolean isName(String name, int maxLength) {
        return !name.isEmpty() && length(name) <= maxLength && isText(name);
    }

    private static boolean isText(String text) {
        return text.codePoints().noneMatch(Members::unfit);
    }

    /** In characters as JSON Schema counts them. */
    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Control characters, and halves of a pair, which have no UTF-8. */
    private static boolean unfit(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
