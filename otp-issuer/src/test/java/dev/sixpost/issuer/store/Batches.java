package dev.sixpost.issuer.store;

import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Circumstances;
import dev.sixpost.issuer.decide.Position;
import dev.sixpost.issuer.decide.Rules;
import dev.sixpost.issuer.decide.Source;
import dev.sixpost.kit.address.AddressPolicy;
import dev.sixpost.kit.address.DisposableDomains;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.SignupRequested;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Work of any size for the ledger, made of numbers. */
final class Batches {
    static final String KEYS = "k1:MDEyMzQ1Njc4OWFiY2RlZkFCQ0RFRkdISUpLTE1OT1A=";
    static final Instant NOW = Instant.parse("2026-05-06T07:08:09.123Z");

    static final Rules RULES = new Rules(new AddressPolicy(DisposableDomains.shipped(), Set.of()), Keys.parse(KEYS));

    private Batches() {}

    static Circumstances circumstances(Instant now) {
        return new Circumstances(now, "k1", Map.of("acme", ApplicationSettings.complete(Json.LENIENT.readTree("""
            {"id":"acme","name":"Acme","limits":{"perApplicationPerMinute":10000000}}\
            """))));
    }

    /** Requests number {@code from} to {@code to}, each for an address of its own and with an Idempotency-Key. */
    static List<Ask> asks(int from, int to, Instant now) {
        return IntStream.range(from, to).mapToObj(i -> ask(i, now)).toList();
    }

    static Ask ask(int number, Instant now) {
        OtpRequested wanted = new OtpRequested(
                "acme",
                email(number),
                Purpose.LOGIN,
                null,
                null,
                null,
                "2001:db8:" + Integer.toHexString(number & 0xffff) + "::1",
                null,
                Map.of("number", Integer.toString(number)),
                "key-" + number);
        return Ask.of(
                found(Source.REQUESTS, "request-" + number, now, number),
                wanted,
                fresh("challenge", "request-" + number, number),
                null);
    }

    static Ask asked(String requestId, Instant at, OtpRequested wanted, int number) {
        return Ask.of(
                found(Source.REQUESTS, requestId, at, number),
                wanted,
                fresh("challenge", requestId + "-" + at, number),
                null);
    }

    /** Sign-ups number {@code from} to {@code to}. */
    static List<Ask> signups(int from, int to, Instant now) {
        return IntStream.range(from, to)
                .mapToObj(number -> Ask.of(
                        found(Source.SIGNUPS, "signup-" + number, now, number),
                        new SignupRequested(
                                "acme",
                                email(number),
                                "account-" + number,
                                "Ada",
                                "de",
                                Map.of("plan", "free"),
                                null,
                                null),
                        fresh("signup-challenge", "signup-" + number, number),
                        null))
                .toList();
    }

    private static String email(int number) {
        return "user-" + number + "@example.com";
    }

    private static Ask.Found found(Source source, String requestId, Instant at, int number) {
        return new Ask.Found(new Position(source, number % 6, number), at, requestId, true, false);
    }

    private static Ask.Fresh fresh(String prefix, String requestId, int number) {
        String id = requestId.equals("request-" + number) ? prefix + "-" + number : prefix + "-of-" + requestId;
        return new Ask.Fresh(id, Nonce.fresh(count -> new byte[count]));
    }

    /** The same with verdicts and deliveries about earlier ones. */
    static Work work(List<Ask> asks, int verdictsFrom, int verdictsTo) {
        return new Work(
                asks,
                IntStream.range(verdictsFrom, verdictsTo)
                        .mapToObj(Batches::verified)
                        .toList(),
                IntStream.range(verdictsFrom, verdictsTo)
                        .mapToObj(i -> new RefusedGuess(refused(i), NOW))
                        .toList(),
                IntStream.range(verdictsFrom, verdictsTo)
                        .mapToObj(i -> new DeliveryReport(
                                new EmailFailed(
                                        "acme",
                                        "challenge-" + i,
                                        "request-" + i,
                                        "default",
                                        550,
                                        "m-" + i,
                                        "rejected-by-server",
                                        true),
                                NOW))
                        .toList(),
                Map.of(new Partition("topic", 0), (long) verdictsTo, new Partition("topic", 1), (long) verdictsTo));
    }

    static OtpVerified verified(int number) {
        return new OtpVerified(
                "acme",
                "user-" + number + "@example.com",
                Purpose.LOGIN,
                "challenge-" + number,
                "request-" + number,
                "account-" + number,
                NOW,
                Method.CODE);
    }

    static OtpRefused refused(int number) {
        return new OtpRefused(
                "acme",
                "user-" + number + "@example.com",
                Purpose.LOGIN,
                "challenge-" + number,
                "code-incorrect",
                3,
                60L);
    }
}
