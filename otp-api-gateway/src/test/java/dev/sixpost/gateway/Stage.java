package dev.sixpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRequested;
import java.time.Duration;
import java.util.function.Predicate;

/** Two gateways and a scripted pipeline over one real broker, started by the first test that asks, for all of them. */
final class Stage {
    static final String ASK = "{\"email\":\"Ada@Example.com\",\"purpose\":\"signup\"}";
    static final String OTP = "/v1/gatewayit/otp";

    static final Pipeline PIPELINE;
    static final Outcomes OUTCOMES;
    static final Gateway ONE;
    static final Gateway TWO;

    static {
        try {
            PIPELINE = new Pipeline(TestCluster.bootstrapServers());
            OUTCOMES = new Outcomes(PIPELINE);
            configure();
            ONE = new Gateway(TestCluster.bootstrapServers());
            TWO = new Gateway(TestCluster.bootstrapServers());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stage-stop").unstarted(Stage::stop));
    }

    private Stage() {}

    private static void configure() {
        PIPELINE.configure("{\"id\":\"gatewayit\",\"name\":\"Gateway IT\"}");
        PIPELINE.configure("{\"id\":\"switched-off\",\"name\":\"Off\",\"enabled\":false}");
        PIPELINE.configure("{\"id\":\"no-login\",\"name\":\"No login\",\"purposes\":{\"signup\":{},\"login\":"
                + "{\"enabled\":false},\"forgot_password\":{},\"verify_email\":{}}}");
        PIPELINE.configure("{\"id\":\"any-browser\",\"name\":\"Any\",\"link\":{\"anyBrowser\":true}}");
        PIPELINE.configure("{\"id\":\"sessions\",\"name\":\"Sessions\",\"session\":{\"purposes\":[\"signup\"],"
                + "\"ttl\":\"P7D\",\"refreshTtl\":\"P30D\"}}");
        PIPELINE.configure("{\"id\":\"keyed\",\"name\":\"Keyed\",\"callers\":{\"requireKey\":true,\"keys\":["
                + "\"2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b\"]}}");
    }

    private static void stop() {
        ONE.close();
        TWO.close();
        PIPELINE.close();
    }

    static void issuing() {
        PIPELINE.script(seen -> {
            if (seen.envelope().event() instanceof OtpRequested) {
                OtpIssued issued = OUTCOMES.issue(seen);
                assertThat(issued.requestId()).isNotEmpty();
            }
        });
    }

    static String address(String name) {
        return "{\"email\":\"" + name + "@example.com\",\"purpose\":\"signup\"}";
    }

    static Pipeline.Seen request(String id) {
        return PIPELINE.await(id);
    }

    static void assertProblem(Gateway.Reply reply, int status, String name) {
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(status);
        assertThat(reply.text("type")).isEqualTo("/problems/" + name);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    /** Reads the event stream of a request until it fits: waiting is what streams are for. */
    static Gateway.Reply await(Gateway gateway, String path, Predicate<Gateway.Reply> fits, String... headers)
            throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Gateway.Reply reply = gateway.get(path, headers);
        while (!fits.test(reply) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            reply = gateway.get(path, headers);
        }
        return reply;
    }

    static void awaitStatus(Gateway gateway, String path, String status) throws Exception {
        Gateway.Reply reply =
                await(gateway, path, answer -> answer.text("status").equals(status));
        assertThat(reply.text("status")).isEqualTo(status);
    }
}
