package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.ReportToken;
import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.OtpReported;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import org.junit.jupiter.api.Test;

/** POST …/reports: whoever did not ask says so. */
class ReportIT {
    private static final String CHALLENGE = "5e".repeat(16);

    private final String subject = Subject.of("gatewayit", "report@example.com");
    private final ReportToken token =
            ReportToken.of(Keys.parse(Gateway.KEYS).current(), "gatewayit", CHALLENGE, subject);

    private static String body(ReportToken token) {
        return "{\"report\":\"" + token.text() + "\"}";
    }

    @Test
    void aReportIsOneEventHoweverOftenItIsSentAndAGatewayWritesItOnce() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(Stage.ONE.post("/v1/gatewayit/reports", body(token)).status())
                    .isEqualTo(204);
        }
        assertThat(Stage.TWO.post("/v1/gatewayit/reports", body(token)).status())
                .isEqualTo(204);
        Stage.PIPELINE.write(
                Topic.SIGNALS, subject, "after-reports", new AddressErased("gatewayit", "report@example.com"), null);
        assertThat(Stage.PIPELINE.await("after-reports").key()).isEqualTo(subject);

        assertThat(Stage.PIPELINE.await(OtpReported.class, 2)).hasSize(2).allSatisfy(seen -> {
            assertThat(seen.key()).isEqualTo(subject);
            assertThat(seen.envelope().id()).isEqualTo(EventId.of(OtpReported.class, CHALLENGE));
            assertThat(seen.envelope().event()).isEqualTo(new OtpReported("gatewayit", null, CHALLENGE));
        });
    }

    @Test
    void aTokenProvesItselfToItsApplicationOnly() throws Exception {
        ReportToken forged = new ReportToken(subject, "6f".repeat(16), token.mac());

        assertProblem(Stage.ONE.post("/v1/gatewayit/reports", body(forged)), 400, "invalid-request");
        assertProblem(Stage.ONE.post("/v1/no-login/reports", body(token)), 400, "invalid-request");
        assertProblem(Stage.ONE.post("/v1/gatewayit/reports", "{\"report\":\"x\"}"), 400, "invalid-request");
    }
}
