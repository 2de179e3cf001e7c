package dev.sixpost.schemas;

import dev.sixpost.schemas.ApplicationConfigured.Accounts;
import dev.sixpost.schemas.ApplicationConfigured.Branding;
import dev.sixpost.schemas.ApplicationConfigured.Callers;
import dev.sixpost.schemas.ApplicationConfigured.Emails;
import dev.sixpost.schemas.ApplicationConfigured.Limits;
import dev.sixpost.schemas.ApplicationConfigured.Link;
import dev.sixpost.schemas.ApplicationConfigured.Policy;
import dev.sixpost.schemas.ApplicationConfigured.Resend;
import dev.sixpost.schemas.ApplicationConfigured.Sender;
import dev.sixpost.schemas.ApplicationConfigured.Session;
import dev.sixpost.schemas.ApplicationConfigured.TestAddress;
import dev.sixpost.schemas.ApplicationConfigured.Web;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Settings with everything set otherwise than by default, and settings that are all default, written out by hand. */
final class SampleSettings {
    private static final List<Duration> DEFAULT_DELAYS =
            List.of(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(2), Duration.ofMinutes(5));

    private SampleSettings() {}

    static ApplicationConfigured minimal() {
        return new ApplicationConfigured(
                "acme-chat",
                "Acme Chat",
                true,
                new Branding(null, null, null, null),
                new Sender(null, null, false, null),
                "default",
                "en",
                new Emails(true, List.of(), List.of(), false),
                new Accounts("open", false),
                new Limits(10, 30, 30, 6000, 20),
                new Web(null, null, List.of(), List.of()),
                new Session(List.of(), Duration.ofDays(7), null),
                new Callers(false, List.of()),
                List.of(),
                new Link(false),
                everyPurpose(new Policy(
                        true,
                        6,
                        Duration.ofMinutes(10),
                        5,
                        DEFAULT_DELAYS,
                        Resend.SAME_CODE,
                        DeliveryForm.CODE,
                        Duration.ofHours(1))),
                Map.of());
    }

    static ApplicationConfigured full() {
        return full("k1.AAECAwQFBgcICQoLDA0ODw8ODQwLCgkIBwYFBAMCAQABAg");
    }

    static ApplicationConfigured full(@Nullable String sealedCode) {
        return new ApplicationConfigured(
                "acme-chat",
                "Acme Chat",
                false,
                new Branding("#F9DB00", "https://acme.example/logo.png", "help@acme.example", "Acme Ltd"),
                new Sender("Acme Chat", "hello@mail.acme.example", true, "help@acme.example"),
                "eu-relay",
                "de",
                new Emails(false, List.of("acme.example"), List.of("spam.example"), true),
                new Accounts("known", true),
                new Limits(1, 2, 3, 4, 5),
                new Web(
                        "https://id.acme.example",
                        "https://acme.example/login",
                        List.of("https://acme.example"),
                        List.of("https://acme.example/done")),
                new Session(List.of(Purpose.LOGIN), Duration.ofDays(1), Duration.ofDays(30)),
                new Callers(true, List.of("2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b")),
                List.of(new TestAddress("bot@acme.example", sealedCode, Instant.parse("2026-12-01T00:00:00Z"))),
                new Link(true),
                everyPurpose(new Policy(
                        false,
                        8,
                        Duration.ofMinutes(5),
                        3,
                        List.of(Duration.ofSeconds(90)),
                        Resend.NEW_CODE,
                        DeliveryForm.LINK,
                        Duration.ofDays(2))),
                Map.of("de", Map.of("subject", "Ihr Code")));
    }

    private static Map<Purpose, Policy> everyPurpose(Policy policy) {
        return Arrays.stream(Purpose.values()).collect(Collectors.toMap(Function.identity(), p -> policy));
    }
}
