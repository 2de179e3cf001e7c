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
import dev.sixpost.gateway.view.Expected;
import dev.sixpost.gateway.view.RequestState;
import dev.sixpost.gateway.view.View;
import dev.sixpost.gateway.view.Watches;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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
    private final View view;
    private final Watches watches;
    private final Language language;
    private final BrokerClock clock;

    public RequestOtp(
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
        Preference preference = Preference.parse(request.fields().all("prefer"));
        OtpForm form = OtpForm.read(JsonBody.object(request.body().read()));
        if (form.clientIp() != null && !caller.keyed()) {
            throw new Refused(Problem.invalid("/clientIp", "Only a caller with a key may name a client address."));
        }
        caller.enabled(form.purpose());
        admission.requireAllowed(form.email(), caller);
        String application = caller.application().id();
        Ids.Identity identity = ids.request(application, key, form.canonicalBytes());
        RequestState asked = asked(application, form);

        long deadline = System.nanoTime() + preference.patience().toNanos();
        try (Expected.Waiting _ = view.expecting(identity.id(), asked);
                Watches.Watch watch = watches.on(List.of(identity.id()))) {
            Optional<Answer> before = answer(identity.id(), asked);
            Optional<Answer> outdated = before.filter(Answer::invitesRepetition);
            boolean waits = !preference.patience().isZero();
            Optional<Answer> answer = before.filter(_ -> waits);
            if (before.isEmpty() || outdated.isPresent()) {
                if (waits) {
                    admission.await(caller);
                }
                Publication publication = publisher.send(
                        EventCodec.encode(Topic.REQUESTS, asked.subject(), envelope(request, caller, form, identity)),
                        () -> view.accepted(identity.id(), asked, clock.now()),
                        watch::wake);
                if (waits) {
                    answer = await(watch, publication, identity.id(), asked, outdated, deadline);
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
    private Optional<Answer> await(
            Watches.Watch watch,
            Publication publication,
            String id,
            RequestState asked,
            Optional<Answer> outdated,
            long deadline)
            throws InterruptedException {
        Predicate<Answer> isNew = answer -> outdated.filter(answer::equals).isEmpty();
        Optional<Answer> answer = answer(id, asked).filter(isNew);
        long left = deadline - System.nanoTime();
        while (answer.isEmpty() && left > 0 && !publication.hasFailed()) {
            watch.await(Duration.ofNanos(left));
            answer = answer(id, asked).filter(isNew);
            left = deadline - System.nanoTime();
        }
        if (answer.isEmpty()) {
            publication.requireWritten();
            answer = answer(id, asked).filter(isNew);
        }
        return answer;
    }

    /** What the view holds, where it is about the same thing and not older than a key lives. */
    private Optional<Answer> answer(String id, RequestState asked) {
        Instant oldest = clock.now().minus(View.KEPT);
        return view.request(id)
                .filter(known -> known.asksAs(asked))
                .map(RequestState::answer)
                .filter(answer -> answer.at().isAfter(oldest));
    }

    private static RequestState asked(String application, OtpForm form) {
        return new RequestState(
                application,
                Subject.of(application, form.email().canonical()),
                form.purpose(),
                form.email().masked());
    }

    private Envelope<OtpRequested> envelope(
            Request request, Admission.Admitted caller, OtpForm form, Ids.Identity identity) {
        OtpRequested event = new OtpRequested(
                caller.application().id(),
                form.typedEmail(),
                form.purpose(),
                locale(request, form),
                form.delivery(),
                form.accountId(),
                caller.keyed() ? form.clientIp() : request.client(),
                userAgent(request),
                form.metadata(),
                identity.idempotency());
        return new Envelope<>(identity.id(), event, Ids.SOURCE, Instant.now(), null, request.traceparent());
    }

    private @Nullable String locale(Request request, OtpForm form) {
        return form.locale() != null ? form.locale() : language.spoken(request).orElse(null);
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
