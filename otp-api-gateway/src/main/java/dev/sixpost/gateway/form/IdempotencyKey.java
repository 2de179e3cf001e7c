package dev.sixpost.gateway.form;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Idempotency-Key}: 1 to 255 visible ASCII characters, once. */
public final class IdempotencyKey {
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private IdempotencyKey() {}

    public static Optional<String> read(List<String> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1 || !VISIBLE.matcher(values.getFirst()).matches()) {
            throw new Refused(
                    Problem.invalid("", "Idempotency-Key must be 1 to 255 visible ASCII characters, given once."));
        }
        return Optional.of(values.getFirst());
    }
}
