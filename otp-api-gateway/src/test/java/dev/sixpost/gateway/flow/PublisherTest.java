package dev.sixpost.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.life.Watchdog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private static final int ROOM = 2_000;
    private static final int MORE = 50;

    /** A broker that takes connections and says nothing: whoever publishes waits for it. */
    @Test
    void whatExceedsTheRoomIsRefusedAtOnceAndTheRestWaits() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers", "127.0.0.1:" + silent.getLocalPort(),
                                "max.block.ms", 60_000,
                                "request.timeout.ms", 1_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
                Watchdog watchdog = new Watchdog("publications")) {
            Publisher publisher = new Publisher(producer, new BrokerClock(), watchdog, new SimpleMeterRegistry());
            Semaphore refused = new Semaphore(0);
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < ROOM + MORE; i++) {
                callers.add(Thread.ofVirtual().start(() -> publish(publisher, refused)));
            }

            assertThat(refused.tryAcquire(MORE, 30, TimeUnit.SECONDS)).isTrue();
            assertThat(refused.availablePermits()).isZero();

            producer.close(Duration.ZERO);
            for (Thread caller : callers) {
                assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
            }
            assertThat(refused.availablePermits()).isEqualTo(ROOM);
        }
    }

    private static void publish(Publisher publisher, Semaphore refused) {
        try {
            publisher.publish(new ProducerRecord<>("otp.requests", new byte[] {1}));
        } catch (Refused e) {
            refused.release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
