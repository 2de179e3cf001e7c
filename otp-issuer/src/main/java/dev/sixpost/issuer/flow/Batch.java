package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.store.DeliveryReport;
import dev.sixpost.issuer.store.RefusedGuess;
import dev.sixpost.schemas.OtpVerified;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What was polled, by kind, each in the order it was read; {@code letters} is what goes to the dead letters. */
record Batch(
        List<Ask> asks,
        List<OtpVerified> verified,
        List<RefusedGuess> refused,
        List<DeliveryReport> deliveries,
        List<ProducerRecord<byte[], byte[]>> letters) {}
