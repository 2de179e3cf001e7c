package dev.sixpost.gateway.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.problem.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** What is wrong with a body, as its problem says. */
final class Faults {
    private Faults() {}

    static OtpForm request(String json) {
        return OtpForm.read(JsonBody.object(json.getBytes(StandardCharsets.UTF_8)));
    }

    static SignupForm signup(String json) {
        return SignupForm.read(JsonBody.object(json.getBytes(StandardCharsets.UTF_8)));
    }

    static VerifyForm guess(String json) {
        return VerifyForm.read(JsonBody.object(json.getBytes(StandardCharsets.UTF_8)));
    }

    static List<Violation> faults(Runnable reading) {
        Refused refused = catchThrowableOfType(Refused.class, reading::run);
        assertThat(refused).isNotNull();
        assertThat(refused.problem().type()).isEqualTo(ProblemType.INVALID_REQUEST);
        Object errors = refused.problem().body().get("errors");
        assertThat(errors).isInstanceOf(Collection.class);
        return ((Collection<?>) errors).stream().map(Violation.class::cast).toList();
    }

    static List<String> pointers(Runnable reading) {
        return faults(reading).stream().map(Violation::pointer).sorted().toList();
    }
}
