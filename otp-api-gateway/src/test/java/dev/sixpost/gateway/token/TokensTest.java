package dev.sixpost.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TokensTest {
    /** RFC 8037, appendix A. */
    private static final byte[] SEED = Base64.getUrlDecoder().decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");

    private static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private static OtpVerified verified(@Nullable String accountId) {
        return new OtpVerified(
                "acme",
                "ada@example.com",
                Purpose.LOGIN,
                "c1".repeat(16),
                "d2".repeat(16),
                accountId,
                Instant.parse("2026-11-20T10:11:12.999Z"),
                Method.CODE);
    }

    @Test
    void theKeyOfTheStandardComesFromItsSeed() {
        assertThat(SigningKey.of(SEED).jwk()).containsEntry("x", X).containsEntry("kty", "OKP");
        assertThat(SigningKey.of(SEED).id()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void theSignatureOfTheStandardIsOurs() {
        String signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        assertThat(SigningKey.base64(SigningKey.of(SEED).sign(signed.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    }

    @Test
    void aTokenSaysWhatTheContractSaysAndVerifiesByThePublishedKey() throws GeneralSecurityException {
        Tokens tokens = new Tokens("https://id.example.com", List.of(SigningKey.of(SEED), SigningKey.of(new byte[32])));
        String[] parts = tokens.of(verified("account-7")).split("\\.", -1);
        assertThat(parts).hasSize(3);
        JsonNode header = json(parts[0]);
        JsonNode claims = json(parts[1]);
        assertThat(header.get("alg").asString()).isEqualTo("EdDSA");
        assertThat(claims.get("iss").asString()).isEqualTo("https://id.example.com");
        assertThat(claims.get("aud").asString()).isEqualTo("acme");
        assertThat(claims.get("sub").asString()).isEqualTo("account-7");
        assertThat(claims.get("email").asString()).isEqualTo("ada@example.com");
        assertThat(claims.get("email_verified").asBoolean()).isTrue();
        assertThat(claims.get("purpose").asString()).isEqualTo("login");
        assertThat(claims.get("jti").asString()).isEqualTo("c1".repeat(16));
        assertThat(claims.get("iat").asLong())
                .isEqualTo(Instant.parse("2026-11-20T10:11:12Z").getEpochSecond());
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(600);

        JsonNode published =
                Json.STRICT.valueToTree(tokens.keySet()).get("keys").get(0);
        assertThat(published.get("kid")).isEqualTo(header.get("kid"));
        assertThat(published.has("d")).isFalse();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(publicKey(published.get("x").asString()));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    /** Half of all keys have the sign of x set. */
    @Test
    void whateverTheSeedThePublishedKeyVerifiesTheSignature() throws GeneralSecurityException {
        byte[] message = {1, 2, 3};
        for (byte i = 0; i < 16; i++) {
            byte[] seed = SEED.clone();
            seed[0] = i;
            SigningKey key = SigningKey.of(seed);
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey(String.valueOf(key.jwk().get("x"))));
            signature.update(message);
            assertThat(signature.verify(key.sign(message))).isTrue();
        }
    }

    @Test
    void theSameVerdictGivesTheSameTokenAndWithoutAnAccountTheSubjectIsThePseudonym() {
        Tokens one = new Tokens("https://id.example.com", List.of(SigningKey.of(SEED)));
        Tokens other = new Tokens("https://id.example.com", List.of(SigningKey.of(SEED.clone())));
        assertThat(one.of(verified(null))).isEqualTo(other.of(verified(null)));
        assertThat(json(one.of(verified(null)).split("\\.", -1)[1]).get("sub").asString())
                .isEqualTo(Subject.of("acme", "ada@example.com"));
    }

    @Test
    void allKeysArePublishedSoThatTheyCanRotate() {
        Map<String, Object> keys = new Tokens("i", List.of(SigningKey.of(SEED), SigningKey.of(new byte[32]))).keySet();
        assertThat(Json.STRICT.valueToTree(keys).get("keys")).hasSize(2);
    }

    private static JsonNode json(String part) {
        return Json.STRICT.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    /** As a relying party would make it, from the bytes of the key set. */
    private static PublicKey publicKey(String x) throws GeneralSecurityException {
        byte[] bytes = Base64.getUrlDecoder().decode(x);
        boolean odd = (bytes[31] & 0x80) != 0;
        bytes[31] &= 0x7F;
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = bytes[31 - i];
        }
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }
}
