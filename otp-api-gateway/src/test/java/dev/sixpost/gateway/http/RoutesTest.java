package dev.sixpost.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Handler NOTHING = _ -> Response.text(200, "text/plain", "");
    private final Routes routes = new Routes(List.of(
            Route.of("GET", "/v1/{application}/otp/{id}", NOTHING),
            Route.of("POST", "/v1/{application}/otp/verify", NOTHING),
            Route.of("POST", "/v1/{application}/otp", NOTHING)));

    @Test
    void aSegmentThatIsSpelledOutWinsOverOneInBraces() {
        assertThat(routes.find("POST", "/v1/a/otp/verify")).isInstanceOf(Routes.Match.Found.class);
        assertThat(routes.find("GET", "/v1/a/otp/verify")).isEqualTo(new Routes.Match.OtherMethod("POST"));
        assertThat(routes.find("GET", "/v1/a/otp/b"))
                .isInstanceOfSatisfying(
                        Routes.Match.Found.class,
                        found -> assertThat(found.values())
                                .containsEntry("application", "a")
                                .containsEntry("id", "b"));
        assertThat(routes.find("DELETE", "/v1/a/otp/b")).isEqualTo(new Routes.Match.OtherMethod("GET, HEAD"));
    }

    @Test
    void emptySegmentsAndEndlessPathsMatchNothing() {
        for (String path : List.of("/v1//otp", "/v1/a/otp/", "//", "", "/" + "a/".repeat(2_000))) {
            assertThat(routes.find("POST", path)).isEqualTo(new Routes.Match.None());
        }
    }

    @Test
    void aFloodFromOneClientIsShedAndOthersAreNot() {
        AtomicLong now = new AtomicLong();
        FloodGate gate = new FloodGate(now::get);
        int admitted = 0;
        for (int i = 0; i < 1_000; i++) {
            admitted += gate.admits("192.0.2.1", 10, 20) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(20);
        assertThat(gate.admits("192.0.2.2", 10, 20)).isTrue();
        for (int i = 0; i < 100; i++) {
            now.addAndGet(Duration.ofMillis(10).toNanos());
            admitted += gate.admits("192.0.2.1", 10, 20) ? 1 : 0;
        }
        assertThat(admitted).isBetween(29, 30);
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneClientAndMemoryIsBounded() {
        FloodGate gate = new FloodGate(() -> 0);
        for (int i = 0; i < 20; i++) {
            assertThat(admits(gate, "2001:db8:1:2::" + Integer.toHexString(i + 1)))
                    .isTrue();
        }
        assertThat(admits(gate, "2001:db8:1:2:ffff::1")).isFalse();
        assertThat(admits(gate, "2001:db8:1:3::1")).isTrue();
        for (int i = 0; i < 100_000; i++) {
            admits(gate, "10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255));
        }
        assertThat(gate.remembered()).isLessThanOrEqualTo(20_000);
    }

    private static boolean admits(FloodGate gate, String client) {
        return gate.admits(FloodGate.network(client), 10, 20);
    }
}
