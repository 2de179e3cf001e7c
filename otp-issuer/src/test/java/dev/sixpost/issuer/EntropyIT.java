package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.NoEntropyException;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.OtpIssued;
import java.security.ProviderException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Row C-13: without randomness there is no code. */
class EntropyIT {
    @Test
    void requestsWaitForAGeneratorThatFailsAndNoneIsGivenUp() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Entropy secure = Entropy.secure();
        Entropy entropy = count -> {
            if (broken.get()) {
                throw new NoEntropyException(new ProviderException("no device"));
            }
            return secure.bytes(count);
        };
        try (Stage stage = Stage.open();
                IssuerService issuer = stage.issuer("poor", entropy)) {
            stage.application("{\"id\":\"acme\",\"name\":\"Acme\"}");
            for (int i = 0; i < 3; i++) {
                stage.ask("r" + i, "acme", "poor-" + i + "@example.com");
            }
            Poll.until(() ->
                    issuer.health().readyTroubles().getOrDefault("batches", "").startsWith("NoEntropyException"));
            assertThat(stage.query("select count(*) from request")).isEqualTo("0");
            assertThat(stage.witness().all(ChallengeOpened.class, _ -> true)).isEmpty();

            broken.set(false);
            stage.witness().awaitEnvelopes(OtpIssued.class, _ -> true, 3);
            assertThat(stage.witness().all(EmailRequested.class, _ -> true)).hasSize(3);
            assertThat(stage.witness().deadLetters()).isEmpty();
        }
    }
}
