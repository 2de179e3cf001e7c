package dev.sixpost.kit.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.common.KafkaException;

/**
 * Makes a client of each kind once, to nowhere, and closes it: whether settings go together, and whether the files and
 * logins they name can be used, only a client knows.
 */
final class ClientTrial {
    private static final String NAME = "otp-trial";
    private static final int CAUSES = 10;

    private ClientTrial() {}

    /** Why no client can be made, in Kafka's words; empty where all can. */
    static Optional<String> fault(KafkaClients clients) {
        List<Runnable> kinds = List.of(
                () -> clients.admin(NAME).close(Duration.ZERO),
                () -> clients.producer(NAME).close(Duration.ZERO),
                () -> clients.gatheringProducer(NAME).close(Duration.ZERO),
                () -> clients.transactionalProducer(NAME).close(Duration.ZERO),
                () -> clients.groupConsumer(NAME, null).close(CloseOptions.timeout(Duration.ZERO)),
                () -> clients.shareConsumer(NAME, 1).close(Duration.ZERO));
        try {
            kinds.forEach(Runnable::run);
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(reason(e));
        }
    }

    /** The first message says no more than that there is no client. */
    private static String reason(KafkaException failure) {
        List<String> said = Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .skip(failure.getCause() == null ? 0 : 1)
                .limit(CAUSES)
                .map(cause -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
                .toList();
        return said.stream()
                .filter(one -> said.getFirst().equals(one) || !said.getFirst().contains(one))
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
