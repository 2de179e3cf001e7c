package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.problem.Refused;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A record on its way to Kafka. Whoever reads what became of it there need not ask whether it was written. */
public interface Publication {
    /** Whether it is known not to be written. */
    boolean hasFailed();

    /** Where it lies, once all replicas have it; {@link Refused} where that is not confirmed in time. For whoever sent it. */
    RecordMetadata requireWritten() throws InterruptedException;
}
