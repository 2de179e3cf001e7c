// What a backend does with the token of a verification. Arguments: OTP_PUBLIC_URL, application, purpose, token.
import { createRemoteJWKSet, jwtVerify } from "jose";

const [issuer, audience, purpose, token] = process.argv.slice(2);
const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
const { payload } = await jwtVerify(token, keys, {
  issuer,
  audience,
  algorithms: ["ES256"],
  requiredClaims: ["sub", "email", "exp", "jti"],
});
if (payload.purpose !== purpose || payload.sid !== undefined) {
  throw new Error("a token, but not the proof that is needed here");
}
console.log(`proven: ${payload.email} ${payload.jti}`);
