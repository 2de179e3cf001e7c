package dev.sixpost.gateway.token;

import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.OtpVerified;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a caller gets as JSON Web Tokens signed with ES256: the proof of a verification, and sessions, which are told apart
 * by {@code sid}. The same claims give the same token, whichever instance signs and however often it is asked.
 */
public final class Tokens {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int MAX_LENGTH = 2048;

    private record Signer(String header, SigningKey key) {}

    private final String issuer;
    private final List<Signer> signers;

    /** Signs with the first key; all of them are published. */
    public Tokens(String issuer, List<SigningKey> keys) {
        this.issuer = issuer;
        this.signers = keys.stream().map(key -> new Signer(header(key), key)).toList();
    }

    /** The proof of a verification. */
    public String of(OtpVerified verified) {
        Session session = Session.of(verified);
        return signed(claims(session, session.verifiedAt(), LIFE));
    }

    /** A session from {@code issuedAt} on. */
    public String of(Session session, Instant issuedAt, Duration ttl) {
        Map<String, Object> claims = claims(session, issuedAt, ttl);
        claims.put("sid", session.id());
        claims.put("auth_time", session.verifiedAt().getEpochSecond());
        return signed(claims);
    }

    /** The {@code sid} of a session of ours that has not ended; never that of a proof. */
    public Optional<String> sessionIn(String token, String application, Instant now) {
        String[] parts = token.length() > MAX_LENGTH ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            byte[] message = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            JsonNode claims = Json.STRICT.readTree(Base64.getUrlDecoder().decode(parts[1]));
            boolean ours = signers.stream()
                    .anyMatch(signer ->
                            signer.header().equals(parts[0]) && signer.key().verifies(message, signature));
            return ours
                            && claims.path("aud").asString("").equals(application)
                            && claims.path("exp").asLong(0) > now.getEpochSecond()
                            && claims.has("sid")
                    ? Optional.of(claims.path("sid").asString(""))
                    : Optional.empty();
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** The JSON Web Key Set. */
    public Map<String, Object> keySet() {
        return Map.of("keys", signers.stream().map(signer -> signer.key().jwk()).toList());
    }

    private Map<String, Object> claims(Session session, Instant issuedAt, Duration ttl) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", session.application());
        claims.put("sub", session.subject());
        claims.put("email", session.email());
        claims.put("email_verified", true);
        claims.put("purpose", session.purpose().wire());
        claims.put("jti", session.id());
        claims.put("iat", issuedAt.getEpochSecond());
        claims.put("exp", issuedAt.plus(ttl).getEpochSecond());
        return claims;
    }

    private String signed(Map<String, Object> claims) {
        Signer signer = signers.getFirst();
        String signed = signer.header() + "." + part(claims);
        return signed + "." + SigningKey.base64(signer.key().sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String header(SigningKey key) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "ES256");
        header.put("typ", "JWT");
        header.put("kid", key.id());
        return part(header);
    }

    private static String part(Map<String, Object> members) {
        return SigningKey.base64(Json.STRICT.writeValueAsBytes(members));
    }
}
