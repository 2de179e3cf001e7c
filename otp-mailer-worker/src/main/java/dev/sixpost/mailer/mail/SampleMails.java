package dev.sixpost.mailer.mail;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Every mail there is, for made-up applications: for reviewers and designers. Made as the mails of the worker are. */
public final class SampleMails {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final int TEN_MINUTES = 600;
    private static final int AN_HOUR = 3_600;

    /** Known to nobody: a code in a sample opens nothing. */
    private final Key key = Keys.parse(Keys.fresh(Entropy.secure())).current();

    private final Composer composer = new Composer(
            new PlatformSender(null, new EmailAddress("no-reply", "platform.example")), "https://platform.example");
    private final Map<String, ApplicationConfigured> brands = read();

    /** What mails there are. */
    public enum Template {
        CODE(MailKind.CODE, DeliveryForm.CODE),
        LINK(MailKind.CODE, DeliveryForm.LINK),
        RESEND(MailKind.RESEND, DeliveryForm.CODE),
        NO_ACCOUNT(MailKind.NO_ACCOUNT, DeliveryForm.CODE),
        ALREADY_REGISTERED(MailKind.ALREADY_REGISTERED, DeliveryForm.CODE);

        private final MailKind kind;
        private final DeliveryForm delivery;

        Template(MailKind kind, DeliveryForm delivery) {
            this.kind = kind;
            this.delivery = delivery;
        }

        /** As in URLs. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** What it is sent for. */
        public List<Purpose> purposes() {
            return switch (this) {
                case CODE, LINK, RESEND -> List.of(Purpose.values());
                case NO_ACCOUNT -> List.of(Purpose.LOGIN, Purpose.FORGOT_PASSWORD, Purpose.VERIFY_EMAIL);
                case ALREADY_REGISTERED -> List.of(Purpose.SIGNUP);
            };
        }

        public static Optional<Template> ofWire(String wire) {
            return Arrays.stream(values()).filter(t -> t.wire().equals(wire)).findFirst();
        }
    }

    /** The made-up applications, by id. */
    public Map<String, ApplicationConfigured> brands() {
        return brands;
    }

    /** The mail of a template and purpose; IllegalArgumentException where there is none. */
    public OutgoingMail mail(ApplicationConfigured brand, Template template, Purpose purpose, String language) {
        try {
            return composer.compose("sample", request(brand.id(), template, purpose, language), brand, key, NOW);
        } catch (Unrenderable e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static EmailRequested request(String brand, Template template, Purpose purpose, String language) {
        return new EmailRequested(
                brand,
                "ada@recipient.example",
                "ada@recipient.example",
                purpose,
                "0123456789abcdef0123456789abcdef",
                "fedcba9876543210fedcba9876543210",
                "AAECAwQFBgcICQoLDA0ODw",
                "sample",
                6,
                language,
                template.delivery,
                NOW.plusSeconds(TEN_MINUTES),
                template.delivery == DeliveryForm.LINK ? NOW.plusSeconds(AN_HOUR) : null,
                template.kind);
    }

    private static Map<String, ApplicationConfigured> read() {
        Map<String, ApplicationConfigured> brands = new LinkedHashMap<>();
        try (InputStream file = SampleMails.class.getResourceAsStream("sample-brands.json")) {
            if (file == null) {
                throw new IllegalStateException("sample-brands.json is missing");
            }
            for (JsonNode settings : Json.STRICT.readTree(file.readAllBytes())) {
                ApplicationConfigured brand = ApplicationSettings.completeStrictly(settings);
                brands.put(brand.id(), brand);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return brands;
    }
}
