package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.form.IdempotencyKey;
import dev.sixpost.gateway.form.JsonBody;
import dev.sixpost.gateway.form.SignupForm;
import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.page.Language;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.view.Answer;
import dev.sixpost.gateway.view.Expected;
import dev.sixpost.gateway.view.RequestState;
import dev.sixpost.gateway.view.View;
import dev.sixpost.gateway.view.Watches;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/{application}/signups}: a sign-up becomes a fact on Kafka, for clients without Kafka. The code it leads
 * to is issued under the same identity, so that the status of one is that of the other.
 */
public final class SignUp implements Handler {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Admission admission;
    private final Ids ids;
    private final Secrets secrets;
    private final Publisher publisher;
    private final View view;
    private final Watches watches;
    private final Language language;
    private final BrokerClock clock;

    public SignUp(
            Admission admission,
            Ids ids,
            Secrets secrets,
            Publisher publisher,
            View view,
            Watches watches,
            Language language,
            BrokerClock clock) {
        this.admission = admission;
        this.ids = ids;
        this.secrets = secrets;
        this.publisher = publisher;
        this.view = view;
        this.watches = watches;
        this.language = language;
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
        Ids.Identity identity = ids.signup(application, key, form.canonicalBytes());
        RequestState asked = asked(application, form);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Expected.Waiting _ = view.expecting(identity.id(), asked);
                Watches.Watch watch = watches.on(List.of(identity.id()))) {
            admission.await(caller);
            publisher.publish(
                    EventCodec.encode(Topic.SIGNUPS, asked.subject(), envelope(request, caller, form, identity)));
            view.accepted(identity.id(), asked, clock.now());
            if (key.isPresent() && isTaken(watch, identity.id(), deadline)) {
                throw new Refused(Problem.of(ProblemType.IDEMPOTENCY_MISMATCH));
            }
        }
        return caller.application().policy(Purpose.SIGNUP).enabled()
                ? accepted(request, application, identity.id())
                : Response.json(202, Map.of("requiresOtp", false));
    }

    /** Whether the key stands for another sign-up. The issuer knows; where it says so too late, the status tells. */
    private boolean isTaken(Watches.Watch watch, String id, long deadline) throws InterruptedException {
        Optional<Answer> answer = view.request(id).map(RequestState::answer);
        long left = deadline - System.nanoTime();
        while (answer.isEmpty() && left > 0) {
            watch.await(Duration.ofNanos(left));
            answer = view.request(id).map(RequestState::answer);
            left = deadline - System.nanoTime();
        }
        return answer.filter(Answer.Rejected.class::isInstance)
                .map(Answer.Rejected.class::cast)
                .filter(rejected -> rejected.reason().equals(ProblemType.IDEMPOTENCY_MISMATCH.wire()))
                .isPresent();
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
                form.email().masked());
    }

    private Envelope<SignupRequested> envelope(
            Request request, Admission.Admitted caller, SignupForm form, Ids.Identity identity) {
        SignupRequested event = new SignupRequested(
                caller.application().id(),
                form.typedEmail(),
                form.accountId(),
                form.name(),
                locale(request, form),
                form.attributes(),
                caller.keyed() ? null : request.client(),
                identity.idempotency());
        return new Envelope<>(identity.id(), event, Ids.SOURCE, Instant.now(), null, request.traceparent());
    }

    private @Nullable String locale(Request request, SignupForm form) {
        return form.locale() != null ? form.locale() : language.spoken(request).orElse(null);
    }
}
