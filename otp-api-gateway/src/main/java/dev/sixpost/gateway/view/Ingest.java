package dev.sixpost.gateway.view;

import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.OtpVerified;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one record of the tail into the view and to whoever waits for it; counts what is dropped, and why. */
public final class Ingest {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

    private final View view;
    private final Verdicts verdicts;
    private final Handovers handovers;
    private final BrokerClock clock;
    private final Map<Dropped, Counter> drops = new EnumMap<>(Dropped.class);

    public Ingest(View view, Verdicts verdicts, Handovers handovers, BrokerClock clock, MeterRegistry registry) {
        this.view = view;
        this.verdicts = verdicts;
        this.handovers = handovers;
        this.clock = clock;
        for (Dropped reason : Dropped.values()) {
            drops.put(
                    reason,
                    Counter.builder("otp.gateway.dropped")
                            .description("Records of the tail that changed nothing")
                            .tag("reason", reason.wire())
                            .register(registry));
        }
    }

    /** No record ends the pass it is found in: whoever waits for the next one waits for no fault of this one's. */
    void take(ConsumerRecord<byte[], byte[]> found, ToIntFunction<String> partitionsOf) {
        clock.observe(found.timestamp());
        Optional<Dropped> dropped;
        try {
            dropped = seen(found, partitionsOf);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("topic", found.topic())
                    .addKeyValue("partition", found.partition())
                    .addKeyValue("offset", found.offset())
                    .addKeyValue("fault", e.getClass().getSimpleName())
                    .log("record of the tail is passed over");
            dropped = Optional.of(Dropped.UNREADABLE);
        }
        dropped.map(drops::get).ifPresent(Counter::increment);
    }

    private Optional<Dropped> seen(ConsumerRecord<byte[], byte[]> found, ToIntFunction<String> partitionsOf) {
        return switch (Sighting.of(found, partitionsOf.applyAsInt(found.topic()))) {
            case Sighting.Outcome seen -> view.outcome(seen.event(), seen.eventId(), seen.at());
            case Sighting.Mail seen -> view.delivery(seen.event(), seen.subject(), seen.eventId(), seen.at());
            case Sighting.Judgement seen -> judgement(seen);
            case Sighting.Erasure seen -> {
                handovers.erased(seen.event(), seen.at());
                yield view.erased(seen.event(), seen.at());
            }
            case Sighting.Nothing nothing -> Optional.of(nothing.reason());
        };
    }

    private Optional<Dropped> judgement(Sighting.Judgement seen) {
        String challengeId = seen.event().challengeId();
        Optional<Dropped> unseen = challengeId == null
                ? Optional.empty()
                : view.verdict(seen.event(), challengeId, seen.subject(), seen.eventId(), seen.at());
        if (unseen.equals(Optional.of(Dropped.FOREIGN))) {
            return unseen;
        }
        if (seen.event() instanceof OtpVerified verified) {
            handovers.seen(seen.commandId(), verified);
        }
        Optional<Dropped> unwanted = verdicts.arrived(seen.commandId(), seen.event());
        return unwanted.isPresent() ? unwanted : unseen;
    }
}
