package dev.sixpost.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
    private final SigningKey key = SigningKey.of(new byte[32]);

    /** RFC 6979, A.2.5. */
    @Test
    void thePublicPointOfTheStandardComesFromItsPrivateNumber() {
        ECPoint point = Curve.publicPoint(
                new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16));

        assertThat(point.getAffineX().toString(16))
                .isEqualToIgnoringCase("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6");
        assertThat(point.getAffineY().toString(16))
                .isEqualToIgnoringCase("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299");
    }

    @Test
    void thePlatformAgreesOnPublicPoints() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        for (int i = 0; i < 8; i++) {
            KeyPair pair = generator.generateKeyPair();
            assertThat(Curve.publicPoint(((ECPrivateKey) pair.getPrivate()).getS()))
                    .isEqualTo(((ECPublicKey) pair.getPublic()).getW());
        }
    }

    /** Live tokens and published keys depend on it: the same seed must give the same pair in every later version. */
    @Test
    void theKeyOfASeedIsWhatItHasAlwaysBeen() {
        assertThat(key.jwk())
                .containsEntry("kty", "EC")
                .containsEntry("crv", "P-256")
                .doesNotContainKey("d");
        assertThat(key.id()).isEqualTo("0P2nOjgfEUWasogMHtOMnWE4DoBC5LG7UwpOsv0vEpY");
    }

    @Test
    void aMessageIsSignedAlikeAndAnotherOneWithAnotherNumber() {
        byte[] one = "one".getBytes(StandardCharsets.UTF_8);
        byte[] two = "two".getBytes(StandardCharsets.UTF_8);

        assertThat(key.sign(one))
                .isEqualTo(SigningKey.of(new byte[32]).sign(one))
                .hasSize(64);
        assertThat(key.verifies(one, key.sign(one))).isTrue();
        assertThat(key.verifies(two, key.sign(one))).isFalse();
        assertThat(key.verifies(one, new byte[3])).isFalse();
        // The first half depends on the number alone: the same twice would give the private key away.
        assertThat(first(key.sign(one))).isNotEqualTo(first(key.sign(two)));
    }

    private static String first(byte[] signature) {
        return new BigInteger(1, signature).shiftRight(256).toString(16);
    }
}
