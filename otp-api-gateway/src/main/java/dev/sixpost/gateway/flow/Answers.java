package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.view.Answer;
import dev.sixpost.gateway.view.Expected;
import dev.sixpost.gateway.view.RequestState;
import dev.sixpost.gateway.view.View;
import dev.sixpost.gateway.view.Watches;
import dev.sixpost.kit.kafka.BrokerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What becomes of requests that are asked for here, as the view hears of it. */
public final class Answers {
    private final View view;
    private final Watches watches;
    private final BrokerClock clock;

    public Answers(View view, Watches watches, BrokerClock clock) {
        this.view = view;
        this.watches = watches;
        this.clock = clock;
    }

    /** To be closed by whoever asks. From now on no answer is missed, and only one for who asked is believed. */
    Asking ask(String id, RequestState asked) {
        return new Asking(id, asked);
    }

    /** One request, while somebody waits for its answer. */
    final class Asking implements AutoCloseable {
        private final String id;
        private final RequestState asked;
        private final Expected.Waiting expected;
        private final Watches.Watch watch;

        private Asking(String id, RequestState asked) {
            this.id = id;
            this.asked = asked;
            this.expected = view.expecting(id, asked);
            this.watch = watches.on(List.of(id));
        }

        /** What the view holds, where it is about the same thing and not older than a key lives. */
        Optional<Answer> known() {
            Instant oldest = clock.now().minus(View.KEPT);
            return view.request(id)
                    .filter(known -> known.asksAs(asked))
                    .map(RequestState::answer)
                    .filter(answer -> answer.at().isAfter(oldest));
        }

        /** A wanted one as soon as it is there; empty at the deadline, or once nothing is to be hoped for. */
        Optional<Answer> await(Predicate<Answer> wanted, BooleanSupplier hopeless, long deadline)
                throws InterruptedException {
            Optional<Answer> answer = known().filter(wanted);
            long left = deadline - System.nanoTime();
            while (answer.isEmpty() && left > 0 && !hopeless.getAsBoolean()) {
                watch.await(Duration.ofNanos(left));
                answer = known().filter(wanted);
                left = deadline - System.nanoTime();
            }
            return answer;
        }

        /** Kafka has it. */
        void accepted() {
            view.accepted(id, asked, clock.now());
        }

        /** Has the wait look again. */
        void wake() {
            watch.wake();
        }

        @Override
        public void close() {
            watch.close();
            expected.close();
        }
    }
}
