package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.view.Answer;
import dev.sixpost.gateway.view.ChallengeState;
import dev.sixpost.gateway.view.Handovers;
import dev.sixpost.gateway.view.RequestState;
import dev.sixpost.gateway.view.View;
import dev.sixpost.kit.crypto.RequestSecret;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.OtpVerified;
import java.util.Optional;

/**
 * Looks a status up in the view. Another application's request is not found, like one that never was; nor is one whose id
 * is no secret: the id is all that whoever asks has to show.
 */
public final class Statuses {
    private final Admission admission;
    private final View view;
    private final Handovers handovers;
    private final Secrets secrets;
    private final BrokerClock clock;

    public Statuses(Admission admission, View view, Handovers handovers, Secrets secrets, BrokerClock clock) {
        this.admission = admission;
        this.view = view;
        this.handovers = handovers;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Refuses what is not known. */
    Status of(Request request) {
        String application = admission.find(request).id();
        String id = request.value("id");
        return find(application, id).orElseThrow(() -> new Refused(Problem.of(ProblemType.NOT_FOUND)));
    }

    Optional<Status> find(String application, String id) {
        if (EventCodec.isPlace(id)) {
            return Optional.empty();
        }
        return view.request(id)
                .filter(known -> known.application().equals(application))
                .flatMap(known -> status(id, known));
    }

    /** A challenge may be forgotten before the last request that led to it, and with it all there is to say. */
    private Optional<Status> status(String id, RequestState request) {
        Optional<ChallengeState> challenge = challenge(request);
        boolean forgotten = request.answer() instanceof Answer.Issued && challenge.isEmpty();
        return forgotten ? Optional.empty() : Optional.of(Status.of(id, request, challenge, clock.now()));
    }

    /** The verdict that whoever shows the secret of the request may be told: see {@link Handovers}. */
    Optional<OtpVerified> handedOver(Request request) {
        String reference = RequestSecret.reference(request.value("id"));
        return secrets.isShown(request, request.value("application"), reference)
                ? challengeId(request.value("id"))
                        .flatMap(challenge -> handovers.find(challenge, reference, clock.now()))
                        .filter(verified -> verified.application().equals(request.value("application")))
                : Optional.empty();
    }

    /** The id of the challenge a request led to, where it is known. */
    Optional<String> challengeId(String requestId) {
        return view.request(requestId)
                .map(RequestState::answer)
                .map(answer -> answer instanceof Answer.Issued issued ? issued.challengeId() : null);
    }

    private Optional<ChallengeState> challenge(RequestState request) {
        return request.answer() instanceof Answer.Issued issued
                ? view.challenge(issued.challengeId())
                : Optional.empty();
    }
}
