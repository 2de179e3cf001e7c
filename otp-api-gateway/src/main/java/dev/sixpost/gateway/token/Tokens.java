package dev.sixpost.gateway.token;

import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The proof a caller gets: a JSON Web Token, signed with EdDSA. The same verdict gives the same token, whichever
 * instance signs and however often it is asked.
 */
public final class Tokens {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final String issuer;
    private final List<SigningKey> keys;

    /** Signs with the first key; all of them are published. */
    public Tokens(String issuer, List<SigningKey> keys) {
        this.issuer = issuer;
        this.keys = List.copyOf(keys);
    }

    public String of(OtpVerified verified) {
        SigningKey key = keys.getFirst();
        long issuedAt = verified.verifiedAt().getEpochSecond();
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "EdDSA");
        header.put("typ", "JWT");
        header.put("kid", key.id());
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", verified.application());
        claims.put("sub", subject(verified));
        claims.put("email", verified.email());
        claims.put("email_verified", true);
        claims.put("purpose", verified.purpose().wire());
        claims.put("jti", verified.challengeId());
        claims.put("iat", issuedAt);
        claims.put("exp", issuedAt + LIFE.toSeconds());
        String signed = part(header) + "." + part(claims);
        return signed + "." + SigningKey.base64(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The JSON Web Key Set. */
    public Map<String, Object> keySet() {
        return Map.of("keys", keys.stream().map(SigningKey::jwk).toList());
    }

    private static String subject(OtpVerified verified) {
        String accountId = verified.accountId();
        return accountId == null ? Subject.of(verified.application(), verified.email()) : accountId;
    }

    private static String part(Map<String, Object> members) {
        return SigningKey.base64(Json.STRICT.writeValueAsBytes(members));
    }
}
