package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.session.Revocations;
import dev.sixpost.gateway.session.Sessions;
import dev.sixpost.gateway.token.Session;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.ApplicationConfigured;
import java.time.Instant;
import java.util.List;

/** {@code POST /v1/{application}/session/refresh}: a new session cookie while the refresh cookie is valid and not revoked. */
public final class RefreshSession implements Handler {
    private final Admission admission;
    private final Sessions sessions;
    private final Revocations revocations;
    private final BrokerClock clock;

    public RefreshSession(Admission admission, Sessions sessions, Revocations revocations, BrokerClock clock) {
        this.admission = admission;
        this.sessions = sessions;
        this.revocations = revocations;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        ApplicationConfigured application = admission.find(request);
        if (!application.enabled()) {
            throw new Refused(Problem.of(ProblemType.APPLICATION_DISABLED));
        }
        Instant now = clock.now();
        Session session = sessions.renewable(application, request.fields(), now)
                .orElseThrow(() -> new Refused(Problem.of(ProblemType.NO_SESSION)));
        boolean revoked = revocations.isRevoked(session).orElseThrow(() -> new Refused(Problem.unavailable()));
        if (revoked) {
            throw new Refused(Problem.of(ProblemType.NO_SESSION));
        }
        return Response.empty(204).setting(List.of(sessions.renewed(application, session, now)));
    }
}
