package dev.sixpost.kit.ops;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One operators' route; a segment of {@code path} such as {@code {email}} stands for any one segment. */
public record OpsRoute(String method, String path, Handler handler) {

    /** Answers within a few seconds; what it throws becomes a 500 without details. */
    @FunctionalInterface
    public interface Handler {
        Answer answer(Question question) throws Exception;
    }

    /** What stands for the variable segments, where {@code asked} has the shape of this route's path. */
    Optional<Map<String, String>> match(String asked) {
        String[] ours = path.split("/", -1);
        String[] theirs = asked.split("/", -1);
        if (ours.length != theirs.length) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < ours.length; i++) {
            if (ours[i].startsWith("{")) {
                parameters.put(ours[i].substring(1, ours[i].length() - 1), decoded(theirs[i]));
            } else if (!ours[i].equals(theirs[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    /** A plus sign is itself in a path. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
