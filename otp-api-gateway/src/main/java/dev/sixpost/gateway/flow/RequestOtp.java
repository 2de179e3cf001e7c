package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.form.IdempotencyKey;
import dev.sixpost.gateway.form.JsonBody;
import dev.sixpost.gateway.form.OtpForm;
import dev.sixpost.gateway.form.Preference;
import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.page.Language;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.view.Answer;
import dev.sixpost.gateway.view.RequestState;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Topic;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/{application}/otp}: a request becomes a fact on Kafka, and its outcome, if it comes in time, an answer. */
public final class RequestOtp implements Handler {
    private static final int MAX_USER_AGENT = 256;

    private final Admission admission;
    private final Ids ids;
    private final Secrets secrets;
    private final Publisher publisher;
    private final Answers answers;
    private final Language language;
    private final BrokerClock clock;

    public RequestOtp(
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
        Preference preference = Preference.parse(request.fields().all("prefer"));
        OtpForm form = OtpForm.read(JsonBody.object(request.body().read()));
        if (form.clientIp() != null && !caller.keyed()) {
            throw new Refused(Problem.invalid("/clientIp", "Only a caller with a key may name a client address."));
        }
        caller.enabled(form.purpose());
        admission.requireAllowed(form.email(), caller);
        String application = caller.application().id();
        Ids.Identity identity = ids.request(caller.scope(), key, form.canonicalBytes());
        RequestState asked = RequestState.of(application, form.email(), form.purpose());

        long deadline = System.nanoTime() + preference.patience().toNanos();
        try (Answers.Asking asking = answers.ask(identity.id(), asked)) {
            Optional<Answer> before = asking.known();
            Optional<Answer> outdated = before.filter(Answer::invitesRepetition);
            boolean waits = !preference.patience().isZero();
            Optional<Answer> answer = before.filter(_ -> waits);
            if (before.isEmpty() || outdated.isPresent()) {
                if (waits) {
                    admission.await(caller);
                }
                Publication publication = publisher.send(
                        EventCodec.encode(Topic.REQUESTS, asked.subject(), envelope(request, caller, form, identity)),
                        asking::accepted,
                        asking::wake);
                if (waits) {
                    answer = await(asking, publication, outdated, deadline);
                } else {
                    publication.requireWritten();
                }
            }
            Optional<String> secret = secrets.tell(request, application, identity.id());
            Response response = answer.map(a -> answered(identity.id(), asked, a, secret))
                    .orElseGet(() -> accepted(identity.id(), asked, secret));
            return preference
                    .applied(answer.isEmpty())
                    .map(applied -> response.with("Preference-Applied", applied))
                    .orElse(response);
        }
    }

    /**
     * An answer that is not the outdated one, which was there before this request was published. One that comes tells that the
     * request was written, too.
     */
    private static Optional<Answer> await(
            Answers.Asking asking, Publication publication, Optional<Answer> outdated, long deadline)
            throws InterruptedException {
        Predicate<Answer> isNew = answer -> outdated.filter(answer::equals).isEmpty();
        Optional<Answer> answer = asking.await(isNew, publication::hasFailed, deadline);
        if (answer.isEmpty()) {
            publication.requireWritten();
            answer = asking.known().filter(isNew);
        }
        return answer;
    }

    private Envelope<OtpRequested> envelope(
            Request request, Admission.Admitted caller, OtpForm form, Ids.Identity identity) {
        OtpRequested event = new OtpRequested(
                caller.application().id(),
                form.typedEmail(),
                form.purpose(),
                language.ofMail(request, form.locale()),
                form.delivery(),
                form.accountId(),
                caller.keyed() ? form.clientIp() : request.client(),
                userAgent(request),
                form.metadata(),
                identity.idempotency());
        return new Envelope<>(identity.id(), event, Ids.SOURCE, Instant.now(), null, request.traceparent());
    }

    private static @Nullable String userAgent(Request request) {
        return request.fields()
                .first("user-agent")
                .map(agent -> agent.replaceAll("[^\\x20-\\x7E]", "?"))
                .map(agent -> agent.substring(0, Math.min(agent.length(), MAX_USER_AGENT)))
                .orElse(null);
    }

    private Response answered(String id, RequestState asked, Answer answer, Optional<String> secret) {
        return switch (answer) {
            case Answer.Issued issued -> located(201, id, asked, issued(id, asked, issued), secret);
            case Answer.Rejected rejected -> Response.problem(Rejections.of(rejected, clock.now()));
        };
    }

    private static Map<String, Object> issued(String id, RequestState asked, Answer.Issued issued) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("status", "issued");
        body.put("application", asked.application());
        body.put("purpose", asked.purpose().wire());
        body.put("email", asked.maskedEmail());
        body.put("codeLength", issued.codeLength());
        body.put("expiresAt", issued.expiresAt().toString());
        body.put("resendAt", issued.resendAt().toString());
        body.put("attemptsRemaining", issued.attemptsRemaining());
        return body;
    }

    private static Response accepted(String id, RequestState asked, Optional<String> secret) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("status", "accepted");
        return located(202, id, asked, body, secret);
    }

    private static Response located(
            int status, String id, RequestState asked, Map<String, Object> body, Optional<String> secret) {
        secret.ifPresent(told -> body.put("secret", told));
        return Response.json(status, body).with("Location", "/v1/" + asked.application() + "/otp/" + id);
    }
}
