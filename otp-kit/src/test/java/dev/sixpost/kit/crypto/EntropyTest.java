package dev.sixpost.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.ProviderException;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** Row C-13: a generator that fails gives nothing, and nothing else gives in its place. */
class EntropyTest {
    private static final class Broken extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            throw new ProviderException("no device");
        }
    }

    private final Entropy broken = Entropy.of(new Broken());

    @Test
    void aGeneratorThatFailsGivesNoNonceAndNoKey() {
        assertThatThrownBy(() -> broken.bytes(16)).isInstanceOf(NoEntropyException.class);
        assertThatThrownBy(() -> Nonce.fresh(broken)).isInstanceOf(NoEntropyException.class);
        assertThatThrownBy(() -> Keys.fresh(broken)).isInstanceOf(NoEntropyException.class);
    }

    @Test
    void theGeneratorAloneIsAsked() {
        SecureRandom counting = new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) i;
                }
            }
        };

        assertThat(Entropy.of(counting).bytes(4)).containsExactly(0, 1, 2, 3);
    }
}
