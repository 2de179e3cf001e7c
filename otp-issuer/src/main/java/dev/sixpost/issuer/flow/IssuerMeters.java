package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Decision;
import dev.sixpost.issuer.decide.Decision.Conflicting;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.issuer.decide.Decision.Erased;
import dev.sixpost.issuer.decide.Decision.Forgotten;
import dev.sixpost.issuer.decide.Decision.Repeated;
import dev.sixpost.kit.kafka.RecordMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;

/** What the issuer counts; every tag is one of a few words of its own. */
public final class IssuerMeters {
    private static final String ANSWERS = "otp.issuer.answers";

    private final MeterRegistry registry;
    private final RecordMeters records;
    private final Timer decide;
    private final Timer publish;

    public IssuerMeters(MeterRegistry registry) {
        this.registry = registry;
        this.records = new RecordMeters(registry, Intake.SERVICE);
        this.decide = registry.timer("otp.issuer.decide");
        this.publish = registry.timer("otp.issuer.publish");
    }

    Timer decide() {
        return decide;
    }

    Timer publish() {
        return publish;
    }

    /** Once they are on Kafka. */
    void answered(Collection<Decision> decisions) {
        decisions.forEach(decision ->
                registry.counter(ANSWERS, "outcome", outcome(decision)).increment());
    }

    /** Once it is on Kafka. */
    void deadLetter(String reason) {
        records.deadLetter(reason);
    }

    void tombstone() {
        records.tombstone();
    }

    /** Rows past their retention. */
    public void deleted(int rows) {
        registry.counter("otp.issuer.deleted").increment(rows);
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Repeated _ -> "repeated";
            case Erased _ -> "erased";
            case Conflicting _ -> "id-conflict";
            case Forgotten _ -> "forgotten";
            case Decided(Ask _, Rejected rejected, boolean _) -> rejected.reason();
            case Decided(Ask _, Issued issued, boolean _) -> outcome(issued);
        };
    }

    private static String outcome(Issued issued) {
        if (!issued.mails()) {
            return "test";
        }
        return issued.isResend() ? "resent" : "issued";
    }
}
