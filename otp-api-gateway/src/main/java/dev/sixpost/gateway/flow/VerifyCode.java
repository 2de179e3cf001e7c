package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.form.IdempotencyKey;
import dev.sixpost.gateway.form.JsonBody;
import dev.sixpost.gateway.form.VerifyForm;
import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.session.Sessions;
import dev.sixpost.gateway.token.Tokens;
import dev.sixpost.gateway.view.Verdicts;
import dev.sixpost.gateway.view.View;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.ProducerRecord;

/** {@code POST /v1/{application}/otp/verify}: a guess becomes a command on Kafka, and its verdict an answer. */
public final class VerifyCode implements Handler {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Admission admission;
    private final LinkPlace place;
    private final Guesses guesses;
    private final Publisher publisher;
    private final Verdicts verdicts;
    private final View view;
    private final Tokens tokens;
    private final Sessions sessions;
    private final BrokerClock clock;

    public VerifyCode(
            Admission admission,
            Secrets secrets,
            Guesses guesses,
            Publisher publisher,
            Verdicts verdicts,
            View view,
            Tokens tokens,
            Sessions sessions,
            BrokerClock clock) {
        this.admission = admission;
        this.place = new LinkPlace(secrets);
        this.guesses = guesses;
        this.publisher = publisher;
        this.verdicts = verdicts;
        this.view = view;
        this.tokens = tokens;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) throws InterruptedException {
        Admission.Admitted caller = admission.admitGuess(request);
        Optional<String> key = IdempotencyKey.read(request.fields().all("idempotency-key"));
        VerifyForm form = VerifyForm.read(JsonBody.object(request.body().read()));
        boolean forWhoAsked =
                form instanceof VerifyForm.ByLink byLink && place.isForWhoAsked(caller.application(), request, byLink);
        Guesses.Guess guess = guesses.of(caller.application().id(), form, forWhoAsked, key);
        if (form instanceof VerifyForm.ByCode byCode) {
            requireLength(byCode, caller, guess.subject());
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Verdicts.Pending pending = verdicts.expect(guess.commandId(), guess.belongs())) {
            Publication command = publisher.send(command(request, guess), () -> {}, pending::wake);
            Optional<Verdict> verdict = pending.await(Duration.ofNanos(deadline - System.nanoTime()));
            if (verdict.isEmpty()) {
                command.requireWritten();
                verdict = pending.await(Duration.ZERO);
            }
            return verdict.map(given -> answered(caller.application(), given))
                    .orElseGet(() -> accepted(guess.commandId()));
        }
    }

    private static ProducerRecord<byte[], byte[]> command(Request request, Guesses.Guess guess) {
        return EventCodec.encode(
                Topic.VERIFICATIONS,
                guess.subject(),
                new Envelope<>(
                        guess.commandId(), guess.event(), Ids.SOURCE, Instant.now(), null, request.traceparent()));
    }

    /** As many digits as the policy in force asks, or the challenge did when it was issued. */
    private void requireLength(VerifyForm.ByCode form, Admission.Admitted caller, String subject) {
        int digits = form.digits().length();
        OptionalInt issued = view.codeLength(caller.application().id(), subject, form.purpose());
        boolean fits = digits == caller.application().policy(form.purpose()).codeLength()
                || (issued.isPresent() && issued.getAsInt() == digits);
        if (!fits) {
            throw new Refused(Problem.invalid("/code", "Not the right number of digits."));
        }
    }

    private Response answered(ApplicationConfigured application, Verdict verdict) {
        return switch (verdict) {
            case OtpVerified verified ->
                Response.json(200, verified(verified)).setting(sessions.begun(application, verified));
            case OtpRefused refused -> {
                String challenge = refused.challengeId();
                yield Response.problem(Rejections.of(
                        refused, challenge == null ? Optional.empty() : view.challenge(challenge), clock.now()));
            }
        };
    }

    private Map<String, Object> verified(OtpVerified verified) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "verified");
        body.put("id", verified.requestId());
        body.put("application", verified.application());
        body.put("purpose", verified.purpose().wire());
        body.put("email", verified.email());
        if (verified.accountId() != null) {
            body.put("accountId", verified.accountId());
        }
        body.put("verifiedAt", verified.verifiedAt().toString());
        body.put("token", tokens.of(verified));
        return body;
    }

    private static Response accepted(String commandId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "accepted");
        body.put("id", commandId);
        return Response.json(202, body);
    }
}
