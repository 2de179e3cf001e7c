package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What only many samples on a machine that does nothing else can show, so that it is no part of the tests:
 * {@code ./otp test -Dsixpost.campaign=true -Dit.test=CampaignIT -Dtest=NONE -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}. The figures go to the test's output.
 */
@EnabledIfSystemProperty(named = "sixpost.campaign", matches = "true", disabledReason = "a campaign of its own")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CampaignIT {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignIT.class);
    private static final String LIMITS = "\"limits\":{\"perIpPer5Minutes\":1000000,\"perApplicationPerMinute\":%d}";
    private static final int SAMPLES = 2_000;
    private static final int WARM_UP = 500;
    private static final int APPLICATIONS = 50;
    private static final int OTHERS_PER_SECOND = 49;
    private static final int FLOOD_PER_SECOND = 100;
    private static final Duration WARMING = Duration.ofSeconds(30);
    private static final Duration SAVED_UP = Duration.ofSeconds(8);
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final int TURNS = 3;
    private static final int BOUND_MILLIS = 20_000;

    private Stack stack;
    private Topics topics;

    @BeforeAll
    void up(@TempDir Path folder) {
        System.setProperty("http.maxConnections", "100");
        stack = Stack.up(folder, Map.of("OTP_HTTP_CLIENT_RATE", "100000"));
        topics = new Topics(stack.kafka());
    }

    @AfterAll
    void down() {
        topics.close();
        stack.close();
    }

    /** I23: nobody finds out by asking whether an address has an account. */
    @Test
    void knownAndUnknownAddressesAreAnsweredAlikeAndInTheSameTime() throws IOException {
        Applications.configure(
                stack,
                topics,
                "hush",
                LIMITS.formatted(1_000_000) + ",\"accounts\":{\"mode\":\"known\",\"reveal\":false}");
        for (int i = 0; i < WARM_UP + SAMPLES; i++) {
            Http.post(stack.gateway().resolve("/v1/hush/signups"), Map.of("email", address("known", i)));
        }
        List<Double> known = new ArrayList<>();
        List<Double> unknown = new ArrayList<>();
        TreeSet<String> shapes = new TreeSet<>();
        for (int i = 0; i < WARM_UP + SAMPLES; i++) {
            boolean counts = i >= WARM_UP;
            boolean knownFirst = i % 2 == 0;
            for (boolean ofKnown : new boolean[] {knownFirst, !knownFirst}) {
                long begin = System.nanoTime();
                Http.Answer answer = asked("hush", address(ofKnown ? "known" : "ghost", i));
                double millis = (System.nanoTime() - begin) / 1e6;
                if (counts) {
                    (ofKnown ? known : unknown).add(millis);
                    shapes.add(shape(answer));
                }
            }
        }
        double ratio = median(known) / median(unknown);
        LOG.atInfo()
                .addKeyValue("known", median(known))
                .addKeyValue("unknown", median(unknown))
                .addKeyValue("ratio", ratio)
                .log("median milliseconds until answered");
        assertThat(shapes).hasSize(1);
        assertThat(ratio).isBetween(0.95, 1.05);
    }

    /**
     * I14: an application at its limit does not slow the others. Each turn of its flood is between two calm ones, so that
     * whatever else the machine does is in both; what it saved up meanwhile is spent before it is watched.
     */
    @ParameterizedTest
    @ValueSource(ints = {120, 1_200, 6_000})
    void aFloodOfOneApplicationLeavesTheOthersAlone(int limitPerMinute) throws IOException {
        for (int i = 0; i < APPLICATIONS; i++) {
            Applications.configure(stack, topics, "app" + i, LIMITS.formatted(i == 0 ? limitPerMinute : 1_000_000));
        }
        load("warm", WARMING, false);
        load("hot", WARMING.multipliedBy(2), true);
        List<Double> calm = new ArrayList<>();
        List<Double> flooded = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            calm.addAll(load("calm" + i, TURN, false));
            load("burst" + i, SAVED_UP, true);
            flooded.addAll(load("flood" + i, TURN.multipliedBy(2), true));
            calm.addAll(load("calm-again" + i, TURN, false));
        }
        double ratio = median(flooded) / median(calm);
        LOG.atInfo()
                .addKeyValue("limitPerMinute", limitPerMinute)
                .addKeyValue("calm", median(calm))
                .addKeyValue("flooded", median(flooded))
                .addKeyValue("ratio", ratio)
                .log("median milliseconds until the others are answered");
        long asked = OTHERS_PER_SECOND * TURN.toSeconds() * 2 * TURNS;
        assertThat(List.of(calm.size(), flooded.size())).as("issued").allMatch(issued -> issued == asked);
        assertThat(ratio).isLessThan(1.2);
    }

    /** How long the others waited for their answers, in milliseconds from when each was meant to be asked. */
    private List<Double> load(String name, Duration watched, boolean flood) {
        ConcurrentLinkedQueue<Double> others = new ConcurrentLinkedQueue<>();
        int perSecond = OTHERS_PER_SECOND + (flood ? FLOOD_PER_SECOND : 0);
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < perSecond * watched.toSeconds(); i++) {
                long meant = begin + (long) (i * 1e9 / perSecond);
                for (long now = System.nanoTime(); now < meant; now = System.nanoTime()) {
                    LockSupport.parkNanos(meant - now);
                }
                // At the same pace with and without a flood between them.
                int before = i * OTHERS_PER_SECOND / perSecond;
                boolean other = (i + 1) * OTHERS_PER_SECOND / perSecond > before;
                String application = "app" + (other ? 1 + before % (APPLICATIONS - 1) : 0);
                String email = address(name, i);
                threads.execute(() -> {
                    int status = askedQuickly(application, email);
                    if (other && status == 201) {
                        others.add((System.nanoTime() - meant) / 1e6);
                    }
                });
            }
        }
        return List.copyOf(others);
    }

    private Http.Answer asked(String application, String email) {
        try {
            return Http.post(
                    stack.gateway().resolve("/v1/" + application + "/otp"), Map.of("email", email, "purpose", "login"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** With the plainest client there is: load and stack share the machine. */
    private int askedQuickly(String application, String email) {
        try {
            HttpURLConnection connection = (HttpURLConnection) stack.gateway()
                    .resolve("/v1/" + application + "/otp")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(BOUND_MILLIS);
            connection.setReadTimeout(BOUND_MILLIS);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(("{\"email\":\"" + email + "\",\"purpose\":\"login\"}").getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                in.readAllBytes();
            }
            return status;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Status, names of headers, names and lengths of members: all that may tell two answers apart. */
    private static String shape(Http.Answer answer) {
        StringBuilder shape = new StringBuilder(
                answer.status() + " " + answer.raw().headers().map().keySet());
        answer.body()
                .properties()
                .forEach(member -> shape.append(' ')
                        .append(member.getKey())
                        .append(
                                member.getKey().endsWith("At")
                                        ? ""
                                        : member.getValue().toString().length()));
        return shape.toString();
    }

    private static String address(String name, int i) {
        return "%s%06d@campaign.example".formatted(name, i);
    }

    private static double median(Iterable<Double> values) {
        List<Double> sorted = new ArrayList<>();
        values.forEach(sorted::add);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
