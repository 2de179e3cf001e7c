package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.form.JsonBody;
import dev.sixpost.gateway.form.ReportForm;
import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.ReportToken;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.OtpReported;
import dev.sixpost.schemas.Topic;
import java.time.Instant;

/**
 * {@code POST /v1/{application}/reports}: whoever got a mail says that they did not ask for it. The mail's token is all
 * the proof there is; a report that comes again is the same event.
 */
public final class ReportOtp implements Handler {
    private final Admission admission;
    private final Keys keys;
    private final Publisher publisher;

    public ReportOtp(Admission admission, Keys keys, Publisher publisher) {
        this.admission = admission;
        this.keys = keys;
        this.publisher = publisher;
    }

    @Override
    public Response handle(Request request) throws InterruptedException {
        String application = admission.find(request).id();
        ReportToken token =
                ReportForm.read(JsonBody.object(request.body().read())).token();
        if (!token.isRight(keys, application)) {
            throw new Refused(Problem.invalid("/report", "Not the token of a mail."));
        }
        publisher.publish(EventCodec.encode(
                Topic.SIGNALS,
                token.subject(),
                new Envelope<>(
                        EventId.of(OtpReported.class, token.challengeId()),
                        new OtpReported(application, null, token.challengeId()),
                        Ids.SOURCE,
                        Instant.now(),
                        null,
                        request.traceparent())));
        return Response.empty(204);
    }
}
