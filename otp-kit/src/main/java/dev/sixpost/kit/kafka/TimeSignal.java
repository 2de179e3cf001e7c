package dev.sixpost.kit.kafka;

import dev.sixpost.kit.life.Loop;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link BrokerClock} right where nothing else does: at the start, and in a service that writes nothing for a
 * while. Asks the controller twice a minute, which answers with its time as the leader of the metadata quorum. Where it
 * may not be asked, acknowledgements alone set the clock.
 */
public final class TimeSignal implements AutoCloseable {
    private final Loop loop;

    private TimeSignal(Loop loop) {
        this.loop = loop;
    }

    /** Returns once the clock has been set, or could not be within 5 s. */
    public static TimeSignal start(KafkaClients clients, BrokerClock clock) {
        Asking asking = new Asking(clients.admin("otp-clock"), clock);
        asking.ask();
        return new TimeSignal(Loop.start("broker-clock", asking));
    }

    @Override
    public void close() {
        loop.close();
    }

    private static final class Asking implements Loop.Body {
        private static final Logger LOG = LoggerFactory.getLogger(TimeSignal.class);
        private static final long EVERY_SECONDS = 30;
        private static final long PATIENCE_SECONDS = 5;

        private final Admin admin;
        private final BrokerClock clock;
        private final CountDownLatch ended = new CountDownLatch(1);
        private boolean told;

        Asking(Admin admin, BrokerClock clock) {
            this.admin = admin;
            this.clock = clock;
        }

        @Override
        public void once() throws InterruptedException {
            if (!ended.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                ask();
            }
        }

        @Override
        public void wake() {
            ended.countDown();
        }

        @Override
        public void stopped() {
            admin.close();
        }

        void ask() {
            try {
                QuorumInfo quorum = admin.describeMetadataQuorum().quorumInfo().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                leaderTime(quorum).ifPresent(clock::acknowledged);
                told = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                tell(e);
            }
        }

        /** Once for each time it goes wrong. */
        private void tell(Exception e) {
            if (!told) {
                told = true;
                LOG.atWarn()
                        .addKeyValue("error", Admins.nameOf(e))
                        .log("the controller does not say what time it is, acknowledgements set the clock");
            }
        }

        private static OptionalLong leaderTime(QuorumInfo quorum) {
            return quorum.voters().stream()
                    .filter(voter -> voter.replicaId() == quorum.leaderId())
                    .map(QuorumInfo.ReplicaState::lastCaughtUpTimestamp)
                    .filter(OptionalLong::isPresent)
                    .mapToLong(OptionalLong::getAsLong)
                    .findFirst();
        }
    }
}
