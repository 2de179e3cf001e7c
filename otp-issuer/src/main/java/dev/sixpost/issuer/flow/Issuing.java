package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.admin.Support;
import dev.sixpost.issuer.decide.Rules;
import dev.sixpost.issuer.store.AddressBook;
import dev.sixpost.issuer.store.Ledger;
import dev.sixpost.issuer.store.Postgres;
import dev.sixpost.issuer.store.Retention;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.kafka.Applications;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.life.Loop;
import dev.sixpost.kit.ops.Health;
import java.util.Optional;

/** The running parts of the issuer: the view of the settings, the loop of batches, the loop of retention. */
public final class Issuing implements AutoCloseable {
    public static final String GROUP = "otp-issuer";

    /** What the transactional id of every instance begins with. */
    public static final String TRANSACTIONS = GROUP + "-";

    private final Postgres postgres;
    private final Applications applications;
    private final BrokerClock clock;
    private final Support support;
    private final IssuerLoop answering;
    private final Loop batches;
    private final Loop retention;

    private Issuing(
            Postgres postgres,
            Applications applications,
            BrokerClock clock,
            Support support,
            IssuerLoop answering,
            Loop batches,
            Loop retention) {
        this.postgres = postgres;
        this.applications = applications;
        this.clock = clock;
        this.support = support;
        this.answering = answering;
        this.batches = batches;
        this.retention = retention;
    }

    /** Takes over {@code postgres}. */
    public static Issuing start(
            KafkaClients clients,
            String instance,
            Postgres postgres,
            Keys keys,
            Rules rules,
            Entropy entropy,
            IssuerMeters meters) {
        Applications applications = Applications.start(clients);
        BrokerClock clock = new BrokerClock();
        AnswerBatch answerBatch = new AnswerBatch(
                new Intake(entropy, meters),
                new SettingsOf(applications),
                new Ledger(postgres, keys, rules),
                keys,
                clock,
                meters);
        Support support =
                new Support(new AddressBook(postgres), clients.producer("otp-issuer-support"), clock, entropy);
        IssuerLoop answering = new IssuerLoop(clients, instance, postgres, clock, answerBatch);
        return new Issuing(
                postgres,
                applications,
                clock,
                support,
                answering,
                Loop.start("otp-issuer", answering),
                Loop.start("otp-issuer-retention", new RetentionLoop(new Retention(postgres), meters)));
    }

    public void addTo(Health health) {
        health.live("batches", batches::stall);
        health.live("retention", retention::stall);
        health.ready("batches", this::trouble);
        health.ready("applications", applications::trouble);
    }

    /** Empty until the broker's time is known, which an erasure is dated by. */
    public Optional<Support> support() {
        return clock.learned() ? Optional.of(support) : Optional.empty();
    }

    /** Why batches are not answered just now. */
    public Optional<String> trouble() {
        return batches.trouble()
                .or(() -> answering.hasJoined() ? Optional.empty() : Optional.of("not a member of the group yet"));
    }

    /** Finishes the batch in hand. */
    @Override
    public void close() {
        batches.close();
        retention.close();
        applications.close();
        support.close();
        postgres.close();
    }
}
