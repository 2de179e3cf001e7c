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
import dev.sixpost.gateway.view.RequestState;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
    private final Answers answers;
    private final Language language;
    private final BrokerClock clock;

    public SignUp(
            Admission admission,
            Ids ids,
            Secrets secrets,
            Publisher publisher,
            Answers answers,
            Language language,
            BrokerClock clock) {
        this.admission = admission;
        this.ids = ids;
        this.secrets = secrets;
        this.publisher = publisher;
        this.answers = answers;
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
        Ids.Identity identity = ids.signup(caller.scope(), key, form.canonicalBytes());
        RequestState asked = RequestState.of(application, form.email(), Purpose.SIGNUP);
        boolean requiresOtp = caller.application().policy(Purpose.SIGNUP).enabled();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Answers.Asking asking = answers.ask(identity.id(), asked)) {
            admission.await(caller);
            publisher.publish(
                    EventCodec.encode(Topic.SIGNUPS, asked.subject(), envelope(request, caller, form, identity)));
            asking.accepted();
            if (key.isPresent() || !requiresOtp) {
                refuseWhatNoStatusTells(rejection(asking, deadline), requiresOtp);
            }
        }
        return requiresOtp
                ? accepted(request, application, identity.id())
                : Response.json(202, Map.of("requiresOtp", false));
    }

    /** A key that stands for another sign-up and, where no code is needed and so no status is named, anything amiss. */
    private void refuseWhatNoStatusTells(Optional<Answer.Rejected> rejected, boolean requiresOtp) {
        rejected.filter(answer -> requiresOtp
                        ? answer.reason().equals(ProblemType.IDEMPOTENCY_MISMATCH.wire())
                        : !answer.reason().equals(ProblemType.PURPOSE_DISABLED.wire()))
                .ifPresent(answer -> {
                    throw new Refused(Rejections.of(answer, clock.now()));
                });
    }

    /** What the issuer says against it, where it says so in time; where it says so too late, the status tells. */
    private static Optional<Answer.Rejected> rejection(Answers.Asking asking, long deadline)
            throws InterruptedException {
        return asking.await(_ -> true, () -> false, deadline)
                .filter(Answer.Rejected.class::isInstance)
                .map(Answer.Rejected.class::cast);
    }

    private Response accepted(Request request, String application, String id) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("requiresOtp", true);
        body.put("id", id);
        secrets.tell(request, application, id).ifPresent(secret -> body.put("secret", secret));
        return Response.json(202, body).with("Location", "/v1/" + application + "/otp/" + id);
    }

    private Envelope<SignupRequested> envelope(
            Request request, Admission.Admitted caller, SignupForm form, Ids.Identity identity) {
        SignupRequested event = new SignupRequested(
                caller.application().id(),
                form.typedEmail(),
                form.accountId(),
                form.name(),
                language.ofMail(request, form.locale()),
                form.attributes(),
                caller.keyed() ? null : request.client(),
                identity.idempotency());
        return new Envelope<>(identity.id(), event, Ids.SOURCE, Instant.now(), null, request.traceparent());
    }
}
