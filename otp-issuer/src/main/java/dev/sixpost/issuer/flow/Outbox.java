package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.decide.Answer;
import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Decision;
import dev.sixpost.issuer.decide.Decision.Conflicting;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.issuer.decide.Decision.Erased;
import dev.sixpost.issuer.decide.Decision.Forgotten;
import dev.sixpost.issuer.decide.Decision.Repeated;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records that say what was decided, in order, none twice.
 *
 * @param openings for the verifier's log; there before anything of {@code announced} can be read
 * @param announced for readers of committed records
 * @param conflicts positions in the batch of requests that are dead letters
 */
record Outbox(
        List<ProducerRecord<byte[], byte[]>> openings,
        List<ProducerRecord<byte[], byte[]>> announced,
        List<Decision> conflicts) {
    private static final String SOURCE = "/sixpost/issuer";

    static Outbox of(List<Decision> decisions) {
        Filling filling = new Filling();
        decisions.forEach(filling::add);
        return new Outbox(filling.openings, filling.announced, filling.conflicts);
    }

    private static final class Filling {
        private final List<ProducerRecord<byte[], byte[]>> openings = new ArrayList<>();
        private final List<ProducerRecord<byte[], byte[]>> announced = new ArrayList<>();
        private final List<Decision> conflicts = new ArrayList<>();
        private final Set<String> written = new HashSet<>();

        private void add(Decision decision) {
            switch (decision) {
                case Decided(Ask ask, Answer answer, boolean suspected) -> add(ask, answer, true, suspected);
                case Repeated(Ask ask, Answer answer, boolean everything, boolean suspected) ->
                    add(ask, answer, everything, everything && suspected);
                case Erased(Ask ask, Rejected answer) -> add(ask, answer, false, false);
                case Conflicting _ -> conflicts.add(decision);
                case Forgotten _ -> {}
            }
        }

        private void add(Ask ask, Answer answer, boolean everything, boolean suspected) {
            String subject = answer.asked().slot().mailbox().subject();
            Writing writing = new Writing(answer, ask.traceparent());
            switch (answer) {
                case Rejected rejected -> writing.to(Topic.CHALLENGES, subject, AnswerEvents.rejected(rejected));
                case Issued issued -> {
                    if (everything && issued.opensChallenge()) {
                        writing.to(Topic.VERIFICATIONS, subject, AnswerEvents.opened(issued));
                    }
                    writing.to(Topic.CHALLENGES, subject, AnswerEvents.issued(issued));
                    if (everything && issued.mails()) {
                        writing.to(Topic.EMAILS, null, AnswerEvents.mail(issued));
                    }
                }
            }
            if (suspected) {
                writing.to(
                        Topic.SIGNALS,
                        subject,
                        AnswerEvents.suspected(answer.asked(), ask.wanted().accountId()));
            }
        }

        private final class Writing {
            private final Answer answer;
            private final @Nullable String traceparent;

            private Writing(Answer answer, @Nullable String traceparent) {
                this.answer = answer;
                this.traceparent = traceparent;
            }

            private void to(Topic topic, @Nullable String key, AnswerEvents.Identified event) {
                if (!written.add(event.id())) {
                    return;
                }
                Envelope<Event> envelope = new Envelope<>(
                        event.id(),
                        event.event(),
                        SOURCE,
                        answer.decidedAt(),
                        answer.asked().requestId(),
                        traceparent);
                ProducerRecord<byte[], byte[]> written = EventCodec.encode(topic, key, envelope);
                (topic.equals(Topic.VERIFICATIONS) ? openings : announced).add(written);
            }
        }
    }
}
