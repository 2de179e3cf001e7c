package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.ASK;
import static dev.sixpost.gateway.Stage.assertProblem;
import static dev.sixpost.gateway.Stage.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PUT · GET · DELETE /admin/v1/applications. */
class AdministrationIT {
    private static final String JSON = "application/json";

    private final Gateway one = Stage.ONE;
    private final Gateway two = Stage.TWO;

    private Gateway.Reply put(String id, String settings) throws Exception {
        return one.administer("PUT", "/" + id, settings, "Content-Type", JSON);
    }

    @Test
    void anApplicationIsCreatedChangedAndRemovedOnEveryGatewayWithinASecond() throws Exception {
        Gateway.Reply created = put("born", "{\"name\":\"Born\",\"enabled\":false}");
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("id")).isEqualTo("born");
        assertThat(created.body().at("/purposes/signup/codeLength").asInt()).isEqualTo(6);
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        assertProblem(one.post("/v1/born/otp", ASK), 403, "application-disabled");
        assertThat(one.administer("GET", "/born", "").body()).isEqualTo(created.body());
        assertThat(one.administer("GET", "", "").body().path("applications").toString())
                .contains("{\"id\":\"born\",\"name\":\"Born\",\"enabled\":false}");

        long changed = System.nanoTime();
        put("born", "{\"name\":\"Born\",\"purposes\":{\"signup\":{\"enabled\":false}}}");
        assertProblem(one.post("/v1/born/otp", ASK), 403, "purpose-disabled");
        await(two, "/v1/born", reply -> reply.body().path("enabled").asBoolean());
        assertThat(Duration.ofNanos(System.nanoTime() - changed)).isLessThan(Duration.ofSeconds(1));

        Gateway.Reply removed = one.administer("DELETE", "/born", "");
        assertThat(removed.status()).isEqualTo(204);
        assertProblem(one.post("/v1/born/otp", ASK), 404, "unknown-application");
        assertProblem(one.administer("GET", "/born", ""), 404, "unknown-application");
        assertProblem(one.administer("DELETE", "/born", ""), 404, "unknown-application");
    }

    @Test
    void aDryRunTellsWhatWouldBeAndChangesNothing() throws Exception {
        Gateway.Reply would =
                one.administer("PUT", "/unborn?dryRun=true", "{\"name\":\"Unborn\"}", "Content-Type", JSON);

        assertThat(would.status()).isEqualTo(200);
        assertThat(would.body().at("/limits/perAddressPerHour").asInt()).isEqualTo(10);
        assertProblem(one.administer("GET", "/unborn", ""), 404, "unknown-application");
        assertProblem(
                one.administer("PUT", "/unborn?force=true", "{\"name\":\"U\"}", "Content-Type", JSON),
                400,
                "invalid-request");
    }

    @Test
    void faultsAreNamedAllAtOnceAndNothingChanges() throws Exception {
        Gateway.Reply refused = put(
                "faulty",
                "{\"name\":\"A\\r\\nBcc: b\",\"purposes\":{\"login\":{\"codeLength\":5}},\"password\":\"x\"}");

        assertProblem(refused, 400, "invalid-request");
        assertThat(refused.body().path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("/name", "/purposes/login/codeLength", "/password");
        assertProblem(put("admin", "{\"name\":\"A\"}"), 400, "invalid-request");
        assertProblem(one.administer("GET", "/faulty", ""), 404, "unknown-application");
    }

    @Test
    void yamlIsTakenAndTheCodeOfATestAddressIsNeverGivenBack() throws Exception {
        String until = Instant.now().plus(Duration.ofDays(20)).toString();
        Gateway.Reply written = one.administer(
                "PUT",
                "/tested",
                "name: Tested\ntestAddresses: [{email: bot@acme.example, code: '042137', until: '" + until + "'}]",
                "Content-Type",
                "application/yaml; charset=utf-8");

        assertThat(written.status()).isEqualTo(200);
        assertThat(written.body().at("/testAddresses/0/email").asString()).isEqualTo("bot@acme.example");
        assertThat(written.http().body()).doesNotContain("042137");
        assertThat(put("tested", one.administer("GET", "/tested", "").http().body())
                        .body())
                .isEqualTo(written.body());
    }

    @Test
    void settingsMayHave64KibAndNoMore() throws Exception {
        String origins = "\"https://a.example\"".repeat(1);
        String long9k = "{\"name\":\"Long\",\"branding\":{\"footer\":\"" + "x".repeat(1000)
                + "\"},\"web\":{\"allowedOrigins\":[" + (origins + ",").repeat(499) + origins + "]}}";
        assertThat(put("long", long9k).status()).isEqualTo(200);
        assertProblem(put("long", " ".repeat(64 * 1024) + "{}"), 413, "too-large");
        assertProblem(
                one.administer("PUT", "/long", "<x/>", "Content-Type", "application/xml"),
                415,
                "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Basic YTpi", "Bearer a-token-of-operators2"})
    void withoutTheTokenNothingIsToldOrDone(String shown) throws Exception {
        String[] headers = shown.isEmpty() ? new String[0] : new String[] {"Authorization", shown};
        for (String path : new String[] {"", "/gatewayit", "/nobody"}) {
            Gateway.Reply refused = one.get("/admin/v1/applications" + path, headers);
            assertProblem(refused, 401, "unauthorized");
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }
}
