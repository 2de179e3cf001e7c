package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.view.Answer;
import dev.sixpost.gateway.view.ChallengeState;
import dev.sixpost.gateway.view.RequestState;
import dev.sixpost.gateway.view.View;
import dev.sixpost.kit.kafka.BrokerClock;
import java.util.Optional;

/** Looks a status up in the view. Another application's request is not found, like one that never was. */
public final class Statuses {
    private final Admission admission;
    private final View view;
    private final BrokerClock clock;

    public Statuses(Admission admission, View view, BrokerClock clock) {
        this.admission = admission;
        this.view = view;
        this.clock = clock;
    }

    /** Refuses what is not known. */
    Status of(Request request) {
        String application = admission.find(request).id();
        String id = request.value("id");
        return find(application, id).orElseThrow(() -> new Refused(Problem.of(ProblemType.NOT_FOUND)));
    }

    Optional<Status> find(String application, String id) {
        return view.request(id)
                .filter(known -> known.application().equals(application))
                .map(known -> Status.of(id, known, challenge(known), clock.now()));
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
