package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.session.Revocations;
import dev.sixpost.gateway.session.Sessions;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.SessionRevoked;
import dev.sixpost.schemas.Topic;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code POST /v1/{application}/logout}: takes the cookies away and ends the session everywhere. Where there is none, or
 * none that has not been ended, it is over already.
 */
public final class LogOut implements Handler {
    private final Admission admission;
    private final Sessions sessions;
    private final Revocations revocations;
    private final Publisher publisher;
    private final BrokerClock clock;

    public LogOut(
            Admission admission, Sessions sessions, Revocations revocations, Publisher publisher, BrokerClock clock) {
        this.admission = admission;
        this.sessions = sessions;
        this.revocations = revocations;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) throws InterruptedException {
        ApplicationConfigured application = admission.find(request);
        Instant now = clock.now();
        Optional<Sessions.Known> session =
                sessions.known(application, request.fields(), now).filter(known -> !revocations.haveEnded(known.id()));
        if (session.isPresent()) {
            revoke(application.id(), session.get(), now, request.traceparent());
        }
        return Response.empty(204).setting(Sessions.ended(application.id()));
    }

    private void revoke(String application, Sessions.Known session, Instant now, String traceparent)
            throws InterruptedException {
        publisher.publish(EventCodec.encode(
                Topic.SESSIONS,
                session.id(),
                new Envelope<>(
                        EventId.of(SessionRevoked.class, session.id()),
                        new SessionRevoked(application, session.id(), now, session.until()),
                        Ids.SOURCE,
                        Instant.now(),
                        null,
                        traceparent)));
    }
}
