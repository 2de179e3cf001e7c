package dev.sixpost.gateway;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifyOtp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answers a pipeline gives, with the identities the real one would give them. */
final class Outcomes {
    private final Pipeline pipeline;

    Outcomes(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    static String canonical(String typed) {
        return EmailAddress.parse(typed).orElseThrow().canonical();
    }

    static OtpIssued issued(Pipeline.Seen request, String challengeId) {
        OtpRequested asked = (OtpRequested) request.envelope().event();
        Instant now = Instant.now();
        return new OtpIssued(
                asked.application(),
                canonical(asked.email()),
                asked.purposeOrDefault(),
                request.envelope().id(),
                challengeId,
                now.plus(Duration.ofMinutes(10)),
                null,
                now.plus(Duration.ofMinutes(1)),
                6,
                5,
                false);
    }

    /** A challenge id that depends on the request alone. */
    static String challengeOf(Pipeline.Seen request) {
        return EventId.of(OtpIssued.class, request.envelope().id());
    }

    OtpIssued issue(Pipeline.Seen request) {
        OtpIssued issued = issued(request, challengeOf(request));
        issue(request, issued);
        return issued;
    }

    void issue(Pipeline.Seen request, OtpIssued issued) {
        pipeline.write(
                Topic.CHALLENGES,
                request.key(),
                EventId.of(OtpIssued.class, issued.requestId(), issued.challengeId()),
                issued,
                issued.requestId());
    }

    void reject(Pipeline.Seen request, String reason, @Nullable Long retryAfterSeconds) {
        OtpRequested asked = (OtpRequested) request.envelope().event();
        String id = request.envelope().id();
        pipeline.write(
                Topic.CHALLENGES,
                request.key(),
                EventId.of(OtpRejected.class, id),
                new OtpRejected(
                        asked.application(),
                        canonical(asked.email()),
                        asked.purposeOrDefault(),
                        id,
                        reason,
                        retryAfterSeconds),
                id);
    }

    static OtpVerified verified(Pipeline.Seen command, OtpIssued issued, Instant at) {
        return new OtpVerified(
                issued.application(),
                issued.email(),
                issued.purpose(),
                issued.challengeId(),
                issued.requestId(),
                null,
                at,
                Method.CODE);
    }

    void verify(Pipeline.Seen command, OtpVerified verified) {
        String id = command.envelope().id();
        pipeline.write(Topic.RESULTS, command.key(), EventId.of(OtpVerified.class, id), verified, id);
    }

    void refuse(
            Pipeline.Seen command,
            @Nullable String challengeId,
            String reason,
            @Nullable Integer attemptsRemaining,
            @Nullable Long retryAfterSeconds) {
        VerifyOtp asked = (VerifyOtp) command.envelope().event();
        String id = command.envelope().id();
        String email = asked.email();
        pipeline.write(
                Topic.RESULTS,
                command.key(),
                EventId.of(OtpRefused.class, id),
                new OtpRefused(
                        asked.application(),
                        email == null ? null : canonical(email),
                        asked.purpose(),
                        challengeId,
                        reason,
                        attemptsRemaining,
                        retryAfterSeconds),
                id);
    }
}
