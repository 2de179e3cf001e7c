package dev.sixpost.issuer.store;

import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.schemas.OtpVerified;
import java.util.List;
import java.util.Map;

/**
 * What one database transaction takes in.
 *
 * @param asks in the order they were read
 * @param published by partition, up to where requests are known to be answered on Kafka; as far as not noted before
 */
public record Work(
        List<Ask> asks,
        List<OtpVerified> verified,
        List<RefusedGuess> refused,
        List<DeliveryReport> deliveries,
        Map<Partition, Long> published) {}
