package dev.sixpost.gateway.flow;

import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationConfigured.Limits;

/**
 * How much an instance lets through before it sheds: so many at once, and then so many a second. Of an application a
 * quarter more than its limit in the long run. Of one client what the limits behind Kafka would count and several times
 * that, for what is repeated under one key, but a quarter of the application's at most, so that no client uses it up for
 * everybody. Pure.
 */
record Allowance(int atOnce, double perSecond) {
    /** In which a minute's worth is let through again: a quarter more than the limit allows in the long run. */
    private static final int SECONDS_PER_REFILL = 48;

    private static final int REPEATS = 4;
    private static final int CLIENTS = 4;
    private static final double CLIENT_WINDOW_SECONDS = 300;

    private static final int LEAST_REQUESTS = 200;
    private static final int LEAST_REQUESTS_PER_SECOND = 10;

    /** Two hundred at the same moment are never shed, nor are they when they come again. */
    private static final int LEAST_GUESSES = 400;

    private static final int LEAST_GUESSES_PER_SECOND = 20;

    static Allowance ofRequests(Limits limits) {
        int perMinute = limits.perApplicationPerMinute();
        return new Allowance(perMinute, perMinute / SECONDS_PER_REFILL + 1);
    }

    static Allowance ofRequestsOfOneClient(Limits limits) {
        Allowance all = ofRequests(limits);
        int counted = limits.perIpPer5Minutes();
        Allowance generous = new Allowance(counted, counted / CLIENT_WINDOW_SECONDS)
                .times(REPEATS)
                .atLeast(LEAST_REQUESTS, LEAST_REQUESTS_PER_SECOND);
        return new Allowance(
                Math.min(generous.atOnce, Math.max(counted, all.atOnce / CLIENTS)),
                Math.min(generous.perSecond, Math.max(counted / CLIENT_WINDOW_SECONDS, all.perSecond / CLIENTS)));
    }

    static Allowance ofGuesses(ApplicationConfigured application) {
        Allowance all = ofRequests(application.limits()).times(attempts(application));
        Allowance clients = ofGuessesOfOneClient(application).times(CLIENTS);
        return all.atLeast(clients.atOnce, clients.perSecond);
    }

    static Allowance ofGuessesOfOneClient(ApplicationConfigured application) {
        return ofRequestsOfOneClient(application.limits())
                .times(attempts(application))
                .atLeast(LEAST_GUESSES, LEAST_GUESSES_PER_SECOND);
    }

    private static int attempts(ApplicationConfigured application) {
        return application.purposes().values().stream()
                .mapToInt(ApplicationConfigured.Policy::maxAttempts)
                .max()
                .orElse(1);
    }

    private Allowance times(int factor) {
        return new Allowance((int) Math.min((long) atOnce * factor, Integer.MAX_VALUE), perSecond * factor);
    }

    private Allowance atLeast(int leastAtOnce, double leastPerSecond) {
        return new Allowance(Math.max(atOnce, leastAtOnce), Math.max(perSecond, leastPerSecond));
    }
}
