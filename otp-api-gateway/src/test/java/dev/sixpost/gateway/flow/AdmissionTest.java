package dev.sixpost.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.http.FloodGate;
import dev.sixpost.gateway.http.Pace;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.kit.address.AddressPolicy;
import dev.sixpost.kit.address.DisposableDomains;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What one client, or one application, gets through at a moment at which time stands still. */
class AdmissionTest {
    private static final String A = "203.0.113.1";
    private static final String B = "203.0.113.2";
    private static final String KEY_DIGEST = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    private static final int PLENTY = 100_000;
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();

    @Test
    void oneClientLeavesRoomForAnotherHoweverSmallTheApplicationIs() {
        for (int perMinute : List.of(60, 120, 6_000)) {
            Admission admission = admission(limits(30, perMinute));

            assertThat(admitted(admission::admitRequest, A)).isBetween(30, perMinute / 2);
            assertThat(admitted(admission::admitRequest, B)).isGreaterThanOrEqualTo(30);
        }
    }

    @Test
    void oneClientThatGoesOnLeavesRoomForAnotherToo() {
        Admission admission = admission(limits(30, 60));
        int others = 0;
        for (int second = 0; second < 60; second++) {
            admitted(admission::admitRequest, A);
            others += admits(admission::admitRequest, request(B)) ? 1 : 0;
            now.addAndGet(SECOND);
        }
        assertThat(others).isGreaterThanOrEqualTo(30);
    }

    @Test
    void whatTheLimitsBehindKafkaCountIsLetThroughAndRepeatsOfIt() {
        assertThat(admitted(admission(limits(30, 6_000))::admitRequest, A)).isEqualTo(200);
        assertThat(admitted(admission(limits(100, 6_000))::admitRequest, A)).isEqualTo(400);
        assertThat(admitted(admission(limits(30, 20))::admitRequest, A)).isEqualTo(20);
    }

    @Test
    void aCallerWithAKeyIsManyClients() {
        Admission admission = admission(limits(30, 6_000) + ",\"callers\":{\"keys\":[\"" + KEY_DIGEST + "\"]}");
        int admitted = 0;
        while (admits(admission::admitRequest, request(A, "Bearer secret"))) {
            admitted++;
        }
        assertThat(admitted).isEqualTo(6_000);
    }

    @Test
    void theNetworksOfOneIpv6ClientAreOneClient() {
        Admission admission = admission(limits(30, 6_000));
        admitted(admission::admitRequest, "2001:db8::1");

        assertThat(admitted(admission::admitRequest, "2001:db8::2")).isZero();
        assertThat(admitted(admission::admitRequest, "2001:db8:0:1::1")).isPositive();
    }

    @Test
    void twoHundredGuessesAtOnceAreLetThroughAndAFloodOfThemIsShedForItsClientAlone() {
        for (int perMinute : List.of(1, 60, 6_000)) {
            Admission admission = admission(limits(30, perMinute));

            assertThat(admitted(admission::admitGuess, A)).isBetween(400, 1_000);
            assertThat(admitted(admission::admitGuess, B)).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void aFloodOfGuessesFromEverywhereIsShed() {
        Admission admission = admission(limits(30, 60));
        int admitted = 0;
        for (int client = 0; client < 20; client++) {
            admitted += admitted(admission::admitGuess, "198.51.100." + client);
        }
        assertThat(admitted).isEqualTo(1_600);
        assertThat(admits(admission::admitRequest, request(B))).isTrue();
    }

    @Test
    void whateverTheSettingsAllowTheNumbersHold() {
        Admission admission = admission(limits(100_000_000, 100_000_000));

        assertThat(admitted(admission::admitRequest, A)).isEqualTo(PLENTY);
        assertThat(admitted(admission::admitGuess, A)).isEqualTo(PLENTY);
    }

    private static String limits(int perClient, int perMinute) {
        return "\"limits\":{\"perIpPer5Minutes\":" + perClient + ",\"perApplicationPerMinute\":" + perMinute + "}";
    }

    private Admission admission(String settings) {
        ApplicationConfigured application = ApplicationSettings.complete(
                Json.LENIENT.readTree("{\"id\":\"acme\",\"name\":\"Acme\"," + settings + "}"));
        return new Admission(
                _ -> Optional.of(application),
                new FloodGate(now::get),
                new Pace(now::get),
                new AddressPolicy(DisposableDomains.shipped(), Set.of()));
    }

    private static int admitted(Consumer<Request> gate, String client) {
        int admitted = 0;
        while (admitted < PLENTY && admits(gate, request(client))) {
            admitted++;
        }
        return admitted;
    }

    private static boolean admits(Consumer<Request> gate, Request request) {
        try {
            gate.accept(request);
            return true;
        } catch (Refused e) {
            assertThat(e.problem().type().wire()).isEqualTo("rate-limited");
            return false;
        }
    }

    private static Request request(String client, String... authorization) {
        return new Request(
                "POST",
                Map.of("application", "acme"),
                "",
                name -> name.equals("authorization") ? List.of(authorization) : List.of(),
                () -> new byte[0],
                client,
                "");
    }
}
