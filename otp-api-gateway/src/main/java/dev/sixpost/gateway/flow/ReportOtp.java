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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code POST /v1/{application}/reports}: whoever got a mail says that they did not ask for it. The mail's token is all
 * the proof there is; a report that comes again is the same event, and is not written again while it is remembered here.
 */
public final class ReportOtp implements Handler {
    private static final int MAX_REMEMBERED = 20_000;

    private final Admission admission;
    private final Keys keys;
    private final Publisher publisher;

    /** The challenges whose report was written last. */
    private final Set<String> reported = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    }));

    public ReportOtp(Admission admission, Keys keys, Publisher publisher) {
        this.admission = admission;
        this.keys = keys;
        this.publisher = publisher;
    }

    @Override
    public Response handle(Request request) throws InterruptedException {
        String application = admission.admitReport(request).id();
        ReportToken token =
                ReportForm.read(JsonBody.object(request.body().read())).token();
        if (!token.isRight(keys, application)) {
            throw new Refused(Problem.invalid("/report", "Not the token of a mail."));
        }
        if (!reported.contains(token.challengeId())) {
            publish(application, token, request.traceparent());
            reported.add(token.challengeId());
        }
        return Response.empty(204);
    }

    private void publish(String application, ReportToken token, String traceparent) throws InterruptedException {
        publisher.publish(EventCodec.encode(
                Topic.SIGNALS,
                token.subject(),
                new Envelope<>(
                        EventId.of(OtpReported.class, token.challengeId()),
                        new OtpReported(application, null, token.challengeId()),
                        Ids.SOURCE,
                        Instant.now(),
                        null,
                        traceparent)));
    }
}
