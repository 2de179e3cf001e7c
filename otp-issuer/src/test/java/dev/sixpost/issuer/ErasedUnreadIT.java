package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.NoEntropyException;
import dev.sixpost.kit.ops.Health;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.kit.ops.OpsRoutes;
import dev.sixpost.kit.ops.Question;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Topic;
import java.security.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Invariant I21: what waits on Kafka while its address is erased. */
class ErasedUnreadIT {
    private static final String ACCOUNT = "/admin/v1/applications/acme/accounts/ada@example.com";

    @Test
    void requestsThatAreReadAfterTheirAddressWasErasedLeaveNoRowAndNoMail() {
        AtomicBoolean reading = new AtomicBoolean();
        try (Stage stage = Stage.open();
                IssuerService issuer = stage.issuer("one", onlyWhile(reading));
                Metrics metrics = Metrics.start()) {
            stage.application("{\"id\":\"acme\",\"name\":\"Acme\"}");
            stage.ask("r1", "acme", "ada@example.com");
            stage.publish(
                    Topic.SIGNUPS,
                    null,
                    "s1",
                    new SignupRequested("acme", "ada@example.com", "u-1", "Ada", null, null, null, null));
            Poll.until(() ->
                    issuer.health().readyTroubles().getOrDefault("batches", "").startsWith("NoEntropyException"));

            OpsRoutes routes = new OpsRoutes(new Health(), metrics, issuer.opsRoutes());
            assertThat(routes.answer(new Question(
                                    "DELETE", ACCOUNT, Map.of("authorization", "Bearer " + Stage.ADMIN_TOKEN), ""))
                            .status())
                    .isEqualTo(204);
            reading.set(true);

            assertThat(stage.witness().awaitEnvelopes(OtpRejected.class, _ -> true, 2))
                    .allSatisfy(
                            rejected -> assertThat(rejected.event().reason()).isEqualTo("stale"));
            for (String table : List.of("request", "challenge", "address", "account")) {
                assertThat(stage.query("select count(*) from " + table))
                        .as(table)
                        .isEqualTo("0");
            }
            assertThat(stage.witness().all(EmailRequested.class, _ -> true)).isEmpty();
            assertThat(stage.witness().all(ChallengeOpened.class, _ -> true)).isEmpty();

            stage.ask("r2", "acme", "ada@example.com");
            assertThat(stage.witness().await(OtpIssued.class, _ -> true).requestId())
                    .isEqualTo("r2");
        }
    }

    /** What reads requests waits for this generator; whoever erases has it at once. */
    private static Entropy onlyWhile(AtomicBoolean reading) {
        Entropy secure = Entropy.secure();
        return count -> {
            if (Thread.currentThread().getName().equals("otp-issuer") && !reading.get()) {
                throw new NoEntropyException(new ProviderException("not yet"));
            }
            return secure.bytes(count);
        };
    }
}
