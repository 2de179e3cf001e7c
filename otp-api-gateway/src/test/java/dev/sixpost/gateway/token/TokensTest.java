package dev.sixpost.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TokensTest {
    private static final String ISSUER = "https://id.example.com";
    private static final Instant AT = Instant.parse("2026-11-20T10:11:12.999Z");
    private static final SigningKey OLD = SigningKey.of(seed(1));
    private static final SigningKey NEW = SigningKey.of(seed(2));

    private final Tokens tokens = new Tokens(ISSUER, List.of(OLD, NEW));

    private static byte[] seed(int first) {
        byte[] seed = new byte[32];
        seed[0] = (byte) first;
        return seed;
    }

    private static OtpVerified verified(@Nullable String accountId) {
        return new OtpVerified(
                "acme", "ada@example.com", Purpose.LOGIN, "c1".repeat(16), "d2".repeat(16), accountId, AT, Method.CODE);
    }

    @Test
    void aTokenSaysWhatTheContractSays() {
        String[] parts = tokens.of(verified("account-7")).split("\\.", -1);
        JsonNode claims = json(parts[1]);

        assertThat(parts).hasSize(3);
        assertThat(json(parts[0]).get("alg").asString()).isEqualTo("ES256");
        assertThat(json(parts[0]).get("kid").asString()).isEqualTo(OLD.id());
        assertThat(claims.get("iss").asString()).isEqualTo(ISSUER);
        assertThat(claims.get("aud").asString()).isEqualTo("acme");
        assertThat(claims.get("sub").asString()).isEqualTo("account-7");
        assertThat(claims.get("email").asString()).isEqualTo("ada@example.com");
        assertThat(claims.get("email_verified").asBoolean()).isTrue();
        assertThat(claims.get("purpose").asString()).isEqualTo("login");
        assertThat(claims.get("jti").asString()).isEqualTo("c1".repeat(16));
        assertThat(claims.get("iat").asLong()).isEqualTo(AT.getEpochSecond());
        assertThat(claims.get("exp").asLong()).isEqualTo(AT.getEpochSecond() + 600);
        assertThat(OLD.verifies(
                        (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                        Base64.getUrlDecoder().decode(parts[2])))
                .isTrue();
    }

    @Test
    void theSameVerdictGivesTheSameTokenOnEveryInstance() {
        Tokens other = new Tokens(ISSUER, List.of(SigningKey.of(seed(1))));

        assertThat(tokens.of(verified(null))).isEqualTo(other.of(verified(null)));
    }

    @Test
    void withoutAnAccountTheSubjectIsThePseudonym() {
        assertThat(json(tokens.of(verified(null)).split("\\.", -1)[1])
                        .get("sub")
                        .asString())
                .isEqualTo(Subject.of("acme", "ada@example.com"));
    }

    /** Added last, moved first, the old one removed last: at no step is there a token whose key is not published. */
    @Test
    void aKeyIsPublishedBeforeItSignsAndStaysPublishedAfterItStopped() {
        Tokens before = new Tokens(ISSUER, List.of(OLD));
        Tokens added = new Tokens(ISSUER, List.of(OLD, NEW));
        Tokens moved = new Tokens(ISSUER, List.of(NEW, OLD));
        Tokens done = new Tokens(ISSUER, List.of(NEW));

        assertThat(signerOf(added)).isEqualTo(signerOf(before)).isEqualTo(OLD.id());
        assertThat(signerOf(moved)).isEqualTo(signerOf(done)).isEqualTo(NEW.id());
        assertThat(published(added)).containsExactly(OLD.id(), NEW.id());
        assertThat(published(moved)).containsExactlyInAnyOrder(OLD.id(), NEW.id());
        assertThat(published(done)).containsExactly(NEW.id());
    }

    @Test
    void aSessionIsToldFromAProof() {
        String session = tokens.of(Session.of(verified(null)), AT.plusSeconds(60), Duration.ofDays(7));
        JsonNode claims = json(session.split("\\.", -1)[1]);
        Instant now = AT.plusSeconds(61);

        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(7 * 24 * 3600);
        assertThat(claims.get("auth_time").asLong()).isEqualTo(AT.getEpochSecond());
        assertThat(tokens.sessionIn(session, "acme", now)).contains("c1".repeat(16));
        assertThat(tokens.sessionIn(tokens.of(verified(null)), "acme", now)).isEmpty();
        assertThat(tokens.sessionIn(session, "acme2", now)).isEmpty();
        assertThat(tokens.sessionIn(session, "acme", now.plus(Duration.ofDays(8))))
                .isEmpty();
        assertThat(new Tokens(ISSUER, List.of(NEW)).sessionIn(session, "acme", now))
                .isEmpty();
        assertThat(tokens.sessionIn(session + "A", "acme", now)).isEmpty();
        assertThat(tokens.sessionIn("a.b", "acme", now)).isEmpty();
        assertThat(tokens.sessionIn("!.!.!", "acme", now)).isEmpty();
    }

    private static String signerOf(Tokens tokens) {
        return json(tokens.of(verified(null)).split("\\.", -1)[0]).get("kid").asString();
    }

    private static List<String> published(Tokens tokens) {
        return Json.STRICT.valueToTree(tokens.keySet()).get("keys").findValuesAsString("kid");
    }

    private static JsonNode json(String part) {
        return Json.STRICT.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}
