package dev.sixpost.gateway.problem;

/** Carries a problem out of the handling of a request. No stack trace: it is an outcome. */
public final class Refused extends RuntimeException {
    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.type().wire(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
