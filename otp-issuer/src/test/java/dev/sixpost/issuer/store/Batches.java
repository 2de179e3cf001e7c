package dev.sixpost.issuer.store;

import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Circumstances;
import dev.sixpost.issuer.decide.Position;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Work of any size for the ledger, made of numbers. */
final class Batches {
    static final String KEYS = "k1:MDEyMzQ1Njc4OWFiY2RlZkFCQ0RFRkdISUpLTE1OT1A=";
    static final Instant NOW = Instant.parse("2026-05-06T07:08:09.123Z");

    private Batches() {}

    static Circumstances circumstances(Instant now) {
        return new Circumstances(
                now,
                "k1",
                Map.of(
                        "acme",
                        ApplicationSettings.complete(Json.LENIENT.readTree("{\"id\":\"acme\",\"name\":\"Acme\"}"))));
    }

    /** Requests number {@code from} to {@code to}, each for an address of its own and with an Idempotency-Key. */
    static List<Ask> asks(int from, int to, Instant now) {
        return IntStream.range(from, to).mapToObj(i -> ask(i, now)).toList();
    }

    static Ask ask(int number, Instant now) {
        OtpRequested wanted = new OtpRequested(
                "acme",
                "user-" + number + "@example.com",
                Purpose.LOGIN,
                null,
                null,
                null,
                null,
                null,
                Map.of("number", Integer.toString(number)),
                "key-" + number);
        return Ask.of(
                new Position(number % 6, number),
                now,
                "request-" + number,
                true,
                wanted,
                false,
                "challenge-" + number,
                Nonce.fresh(count -> new byte[count]),
                null);
    }

    /** The same with verdicts and deliveries about earlier ones. */
    static Work work(List<Ask> asks, int verdictsFrom, int verdictsTo) {
        return new Work(
                asks,
                IntStream.range(verdictsFrom, verdictsTo)
                        .mapToObj(Batches::verified)
                        .toList(),
                IntStream.range(verdictsFrom, verdictsTo)
                        .mapToObj(Batches::refused)
                        .toList(),
                IntStream.range(verdictsFrom, verdictsTo)
                        .mapToObj(i -> new DeliveryReport(
                                new EmailSent("acme", "challenge-" + i, "request-" + i, "default", 250, "m-" + i), NOW))
                        .toList(),
                "topic",
                Map.of(0, (long) verdictsTo, 1, (long) verdictsTo));
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
                null);
    }
}
