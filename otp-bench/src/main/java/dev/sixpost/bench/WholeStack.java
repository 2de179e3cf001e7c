package dev.sixpost.bench;

import dev.sixpost.embedded.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code ./otp up}: everything but PostgreSQL in one process. */
final class WholeStack implements Stack {
    private final Child up;
    private final int httpPort;
    private final int kafkaPort;
    private final Path cluster;

    private WholeStack(Child up, int httpPort, int kafkaPort, Path cluster) {
        this.up = up;
        this.httpPort = httpPort;
        this.kafkaPort = kafkaPort;
        this.cluster = cluster;
    }

    static WholeStack start(Path root, Place place, Map<String, String> given) throws IOException {
        List<Integer> ports = Ports.free(3);
        Map<String, String> variables = new HashMap<>(given);
        variables.put("OTP_BUILD", "never");
        variables.put("OTP_HTTP_PORT", "" + ports.get(0));
        variables.put("OTP_KAFKA_PORT", "" + ports.get(1));
        variables.put("OTP_POSTGRES_PORT", "" + ports.get(2));
        Child up = place.start(
                "up",
                variables,
                List.of(
                        root.resolve("otp").toString(),
                        "up",
                        "--data",
                        place.data().toAbsolutePath().toString()));
        up.awaitReady(() -> Child.isReady(ports.getFirst()));
        return new WholeStack(up, ports.get(0), ports.get(1), place.data().resolve("postgres/cluster"));
    }

    @Override
    public int httpPort() {
        return httpPort;
    }

    @Override
    public String bootstrap() {
        return "127.0.0.1:" + kafkaPort;
    }

    @Override
    public Usage usage() throws IOException {
        return Usage.ofThreads(up.pid(), cluster);
    }
}
