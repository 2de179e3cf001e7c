package dev.sixpost.kit.crypto;

import dev.sixpost.schemas.Purpose;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/** What is derived from a key: pure functions, pinned by test vectors that no later version may change. */
public final class Derivation {
    public static final int NONCE_BYTES = 16;

    private static final int LINK_MAC_BYTES = 16;
    private static final Pattern OUT_OF_PLACE = Pattern.compile("[^A-Za-z0-9-]");

    private Derivation() {}

    /** The code: {@code length} digits over the full range, leading zeros included; the modulo's bias is below 2^-200. */
    public static String code(
            Key key, byte[] nonce, String application, Purpose purpose, String canonicalEmail, int length) {
        byte[] mac = key.mac(
                Key.Use.CODE,
                Message.of("code")
                        .with(nonce)
                        .with(application)
                        .with(purpose.wire())
                        .with(canonicalEmail)
                        .bytes());
        String digits = new BigInteger(1, mac).mod(BigInteger.TEN.pow(length)).toString();
        return "0".repeat(length - digits.length()) + digits;
    }

    /** What stands for typed digits on Kafka: {@code keyId.base64url}, bound to what they were typed for. */
    public static String guessOfCode(
            Key key, String application, Purpose purpose, String canonicalEmail, String digits) {
        return guess(
                key,
                Message.of("code")
                        .with(application)
                        .with(purpose.wire())
                        .with(canonicalEmail)
                        .with(digits));
    }

    /** The token of a challenge's link in the mail of one request; it names both and proves itself. */
    public static LinkToken link(
            Key key, byte[] nonce, String application, String challengeId, String subject, String requestId) {
        byte[] mac = key.mac(
                Key.Use.LINK,
                Message.of("link")
                        .with(nonce)
                        .with(application)
                        .with(challengeId)
                        .with(subject)
                        .bytes());
        return new LinkToken(
                subject, challengeId, base64(Arrays.copyOf(mac, LINK_MAC_BYTES)), RequestSecret.reference(requestId));
    }

    /** What stands for a link's token on Kafka, whichever of the challenge's mails it came in. */
    public static String guessOfLink(Key key, String application, LinkToken token) {
        return guess(
                key,
                Message.of("link").with(application).with(token.challengeId()).with(token.proof()));
    }

    /** What the issuer stores of a code: no 10^6 tries reverse it without the key. */
    public static byte[] codeDigest(Key key, String challengeId, String digits) {
        return key.mac(
                Key.Use.DIGEST,
                Message.of("code").with(challengeId).with(digits).bytes());
    }

    /** The local part of a mail's Message-ID: the same for every copy of one EmailRequested. */
    public static String messageId(String emailRequestedId) {
        return "otp." + OUT_OF_PLACE.matcher(emailRequestedId).replaceAll("-");
    }

    private static String guess(Key key, Message message) {
        return key.id() + "." + base64(key.mac(Key.Use.GUESS, message.bytes()));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
