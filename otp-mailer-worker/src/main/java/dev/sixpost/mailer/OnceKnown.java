package dev.sixpost.mailer;

import dev.sixpost.kit.life.Loop;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Works once what mails depend on has been read to its end: before that an application that is not found may exist, an address
 * may have been erased, and a relay may be a tenant's own.
 */
final class OnceKnown implements Loop.Body {
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final Predicate<Duration> known;
    private final Loop.Body body;

    /** {@code known} answers as soon as it is, or when that time is over. */
    OnceKnown(Predicate<Duration> known, Loop.Body body) {
        this.known = known;
        this.body = body;
    }

    @Override
    public void once() throws Exception {
        if (known.test(WAIT)) {
            body.once();
        }
    }

    @Override
    public void wake() {
        body.wake();
    }

    @Override
    public void stopped() {
        body.stopped();
    }
}
