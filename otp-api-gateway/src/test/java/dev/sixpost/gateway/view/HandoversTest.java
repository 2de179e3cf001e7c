package dev.sixpost.gateway.view;

import static dev.sixpost.gateway.view.Ada.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.AddressErased;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HandoversTest {
    private static final String CHALLENGE = "c1".repeat(16);
    private static final String REFERENCE = "0a".repeat(16);

    private final Handovers handovers = new Handovers();

    @Test
    void theRequestWhoseMailWasFollowedIsToldWhileATokenLives() {
        handovers.seen(Handovers.mark("command", REFERENCE), Ada.verified(CHALLENGE));

        assertThat(handovers.find(CHALLENGE, REFERENCE, T.plusSeconds(31))).isPresent();
        assertThat(handovers.find(CHALLENGE, "0b".repeat(16), T.plusSeconds(31)))
                .isEmpty();
        assertThat(handovers.find(CHALLENGE, REFERENCE, T.plusSeconds(30).plus(Duration.ofMinutes(10))))
                .isEmpty();
    }

    @Test
    void aCommandThatIsForNobodyElseIsHandedOverToNobody() {
        handovers.seen("command", Ada.verified(CHALLENGE));

        assertThat(handovers.find(CHALLENGE, REFERENCE, T.plusSeconds(31))).isEmpty();
    }

    @Test
    void nothingOfAnErasedAddressIsGivenOut() {
        handovers.seen(Handovers.mark("command", REFERENCE), Ada.verified(CHALLENGE));

        AddressErased erased = new AddressErased(Ada.APP, Ada.EMAIL);
        handovers.erased(erased, T.plusSeconds(29));
        assertThat(handovers.find(CHALLENGE, REFERENCE, T.plusSeconds(31))).isPresent();

        handovers.erased(erased, T.plusSeconds(31));

        assertThat(handovers.find(CHALLENGE, REFERENCE, T.plusSeconds(31))).isEmpty();
    }
}
