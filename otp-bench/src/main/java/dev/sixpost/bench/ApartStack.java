package dev.sixpost.bench;

import dev.sixpost.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Each service a process of its own, run as its container runs it; the broker, with PostgreSQL at hand, one more. */
final class ApartStack implements Stack {
    private static final int KEY_BYTES = 32;

    private final Place place;
    private final Iterator<Integer> ports =
            Ports.free(1 + Service.values().length).iterator();
    private final int httpPort = ports.next();
    private final Map<String, Child> processes = new LinkedHashMap<>();
    private Map<String, String> infrastructure = Map.of();

    private ApartStack(Place place) {
        this.place = place;
    }

    static ApartStack start(Path root, Place place, Map<String, String> given) throws IOException {
        ApartStack stack = new ApartStack(place);
        stack.startInfrastructure();
        stack.startServices(root, given);
        return stack;
    }

    private void startInfrastructure() throws IOException {
        Child child = place.start("infrastructure", Map.of(), Infrastructure.command(place.data()));
        processes.put(Component.BROKER.label, child);
        child.awaitReady(() -> Infrastructure.isReady(place.data()));
        infrastructure = Infrastructure.variables(place.data());
    }

    /** All of them begin before the first is waited for. */
    private void startServices(Path root, Map<String, String> given) throws IOException {
        Map<String, String> common = new HashMap<>(given);
        common.putAll(infrastructure);
        common.put("OTP_KEYS", key());
        common.put("OTP_HTTP_PORT", "" + httpPort);
        common.put("OTP_PUBLIC_URL", "http://localhost:" + httpPort);
        Map<Child, Integer> opsPorts = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            int opsPort = ports.next();
            Map<String, String> variables = new HashMap<>(common);
            variables.put("OTP_OPS_PORT", "" + opsPort);
            variables.put(
                    "OTP_DATA",
                    Files.createDirectory(place.data().resolve(service.label)).toString());
            Child child = place.start(service.label, variables, service.command(root));
            processes.put(service.label, child);
            opsPorts.put(child, opsPort);
        }
        for (Map.Entry<Child, Integer> started : opsPorts.entrySet()) {
            started.getKey().awaitReady(() -> Child.isReady(started.getValue()));
        }
    }

    private static String key() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return "k1:" + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public int httpPort() {
        return httpPort;
    }

    @Override
    public String bootstrap() {
        return infrastructure.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "");
    }

    @Override
    public Usage usage() throws IOException {
        Map<String, Long> pids = new LinkedHashMap<>();
        processes.forEach((name, child) -> pids.put(name, child.pid()));
        return Usage.ofProcesses(pids, Infrastructure.cluster(place.data()));
    }
}
