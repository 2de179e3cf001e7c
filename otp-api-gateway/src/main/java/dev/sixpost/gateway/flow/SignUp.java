package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.form.IdempotencyKey;
import dev.sixpost.gateway.form.JsonBody;
import dev.sixpost.gateway.form.Locales;
import dev.sixpost.gateway.form.SignupForm;
import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.view.RequestState;
import dev.sixpost.gateway.view.View;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/{application}/signups}: a sign-up becomes a fact on Kafka, for clients without Kafka. The code it leads
 * to is issued under the same identity, so that the status of one is that of the other.
 */
public final class SignUp implements Handler {
    private final Admission admission;
    private final Ids ids;
    private final Secrets secrets;
    private final Publisher publisher;
    private final View view;
    private final BrokerClock clock;

    public SignUp(Admission admission, Ids ids, Secrets secrets, Publisher publisher, View view, BrokerClock clock) {
        this.admission = admission;
        this.ids = ids;
        this.secrets = secrets;
        this.publisher = publisher;
        this.view = view;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) throws InterruptedException {
        Admission.Admitted caller = admission.admitRequest(request);
        Optional<String> key = IdempotencyKey.read(request.fields().all("idempotency-key"));
        SignupForm form = SignupForm.read(JsonBody.object(request.body().read()));
        String application = caller.application().id();
        if (!caller.application().enabled()) {
            throw new Refused(Problem.of(ProblemType.APPLICATION_DISABLED));
        }
        admission.requireAllowed(form.email(), caller);
        String id = ids.signup(application, key);
        RequestState asked = asked(application, form);
        if (view.request(id)
                .filter(known -> !known.belongsTo(application, asked.subject(), Purpose.SIGNUP))
                .isPresent()) {
            throw new Refused(Problem.of(ProblemType.IDEMPOTENCY_MISMATCH));
        }
        publisher.publish(EventCodec.encode(Topic.SIGNUPS, asked.subject(), envelope(request, application, form, id)));
        if (!caller.application().policy(Purpose.SIGNUP).enabled()) {
            return Response.json(202, Map.of("requiresOtp", false));
        }
        view.accepted(id, asked, clock.now());
        return accepted(request, application, id);
    }

    private Response accepted(Request request, String application, String id) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("requiresOtp", true);
        body.put("id", id);
        secrets.tell(request, application, id).ifPresent(secret -> body.put("secret", secret));
        return Response.json(202, body).with("Location", "/v1/" + application + "/otp/" + id);
    }

    private static RequestState asked(String application, SignupForm form) {
        return new RequestState(
                application,
                Subject.of(application, form.email().canonical()),
                Purpose.SIGNUP,
                form.email().masked(),
                null,
                null);
    }

    private static Envelope<SignupRequested> envelope(Request request, String application, SignupForm form, String id) {
        SignupRequested event = new SignupRequested(
                application,
                form.typedEmail(),
                form.accountId(),
                form.name(),
                locale(request, form),
                form.attributes());
        return new Envelope<>(id, event, Ids.SOURCE, Instant.now(), null, request.traceparent());
    }

    private static @Nullable String locale(Request request, SignupForm form) {
        return form.locale() != null
                ? form.locale()
                : Locales.preferred(request.fields().all("accept-language")).orElse(null);
    }
}
