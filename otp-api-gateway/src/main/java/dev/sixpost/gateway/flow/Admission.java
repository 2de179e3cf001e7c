package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.FloodGate;
import dev.sixpost.gateway.http.Pace;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.kit.address.AddressPolicy;
import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Purpose;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Lets a caller in: the application exists, and the key, where one is given or required, is one of its keys. */
public final class Admission {
    /**
     * Who came in.
     *
     * @param key digest of the valid key that was shown
     */
    record Admitted(ApplicationConfigured application, Optional<String> key) {
        boolean keyed() {
            return key.isPresent();
        }

        /** Within which Idempotency-Keys are one: whoever shows no key of the application, or another, takes none of a caller's. */
        String scope() {
            return key.map(shown -> application.id() + "/" + shown).orElse(application.id());
        }

        /** The policy of a purpose of an application that is switched on. */
        ApplicationConfigured.Policy enabled(Purpose purpose) {
            if (!application.enabled()) {
                throw new Refused(Problem.of(ProblemType.APPLICATION_DISABLED));
            }
            ApplicationConfigured.Policy policy = application.policy(purpose);
            if (!policy.enabled()) {
                throw new Refused(Problem.of(ProblemType.PURPOSE_DISABLED));
            }
            return policy;
        }
    }

    private final Function<String, Optional<ApplicationConfigured>> applications;
    private final FloodGate gate;
    private final Pace pace;
    private final AddressPolicy addresses;

    public Admission(
            Function<String, Optional<ApplicationConfigured>> applications,
            FloodGate gate,
            Pace pace,
            AddressPolicy addresses) {
        this.applications = applications;
        this.gate = gate;
        this.pace = pace;
        this.addresses = addresses;
    }

    /** For what is public, or known only to whoever was given its id. */
    ApplicationConfigured find(Request request) {
        return applications
                .apply(request.value("application"))
                .orElseThrow(() -> new Refused(Problem.of(ProblemType.UNKNOWN_APPLICATION)));
    }

    /**
     * For what counts against the application's limit. That is kept behind Kafka, exactly; here a flood is shed, so that it
     * costs other applications, and the other clients of this one, next to nothing.
     */
    Admitted admitRequest(Request request) {
        Admitted admitted = admit(request);
        ApplicationConfigured.Limits limits = admitted.application().limits();
        if (!admitted.keyed()) {
            shed("request", ofClient(admitted.application(), request), Allowance.ofRequestsOfOneClient(limits));
        }
        shed("request", admitted.application().id(), Allowance.ofRequests(limits));
        return admitted;
    }

    /** For a guess, which no limit behind Kafka counts by client or application: a flood is shed here alone. */
    Admitted admitGuess(Request request) {
        Admitted admitted = admit(request);
        ApplicationConfigured application = admitted.application();
        if (!admitted.keyed()) {
            shed("guess", ofClient(application, request), Allowance.ofGuessesOfOneClient(application));
        }
        shed("guess", application.id(), Allowance.ofGuesses(application));
        return admitted;
    }

    /** For a report, whose token says who may make it: a client may make as many as it may make requests. */
    ApplicationConfigured admitReport(Request request) {
        ApplicationConfigured application = find(request);
        shed("report", ofClient(application, request), Allowance.ofRequestsOfOneClient(application.limits()));
        return application;
    }

    private static String ofClient(ApplicationConfigured application, Request request) {
        return application.id() + "/" + FloodGate.network(request.client());
    }

    private void shed(String what, String whose, Allowance allowance) {
        if (!gate.admits(what + ":" + whose, allowance.perSecond(), allowance.atOnce())) {
            throw new Refused(
                    Problem.of(ProblemType.RATE_LIMITED).retryAfter((long) Math.ceil(1 / allowance.perSecond())));
        }
    }

    /** Before what is admitted is published: waits, a second at most, for the others of an application near its limit. */
    void await(Admitted admitted) throws InterruptedException {
        ApplicationConfigured application = admitted.application();
        long wait = pace.wait(application.id(), application.limits().perApplicationPerMinute())
                .toNanos();
        long begin = System.nanoTime();
        for (long left = wait; left > 0; left = wait - (System.nanoTime() - begin)) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Refuses at once what the issuer would, which is the authority and knows more addresses. */
    void requireAllowed(EmailAddress address, Admitted caller) {
        Optional<ProblemType> refusal =
                addresses.refusal(address, caller.application()).flatMap(found -> ProblemType.ofWire(found.problem()));
        if (refusal.isPresent()) {
            throw new Refused(Problem.of(refusal.get()));
        }
    }

    private Admitted admit(Request request) {
        ApplicationConfigured application = find(request);
        List<String> authorization = request.fields().all("authorization");
        if (authorization.isEmpty()) {
            if (application.callers().requireKey()) {
                throw new Refused(Problem.of(ProblemType.UNKNOWN_KEY));
            }
            return new Admitted(application, Optional.empty());
        }
        Optional<String> key = authorization.size() == 1
                ? CallerKey.shown(
                        authorization.getFirst(), application.callers().keys())
                : Optional.empty();
        if (key.isEmpty()) {
            throw new Refused(Problem.of(ProblemType.UNKNOWN_KEY));
        }
        return new Admitted(application, key);
    }
}
