import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.util.Set;

/** What a backend does with the token of a verification. Arguments: OTP_PUBLIC_URL, application, purpose, token. */
final class CheckProof {
    private CheckProof() {}

    public static void main(String[] args) throws Exception {
        String issuer = args[0];
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        URI.create(issuer + "/.well-known/jwks.json").toURL())
                .build();
        JWTClaimsSet expected = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .claim("purpose", args[2])
                .build();
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                Set.of(args[1]), expected, Set.of("sub", "email", "exp", "jti"), Set.of("sid")));

        JWTClaimsSet claims = processor.process(args[3], null);
        System.out.println("proven: " + claims.getStringClaim("email") + " " + claims.getJWTID());
    }
}
