package dev.sixpost.schemas;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event of every type with all its members and one with the least; the committed files say how they travel. */
final class Samples {
    static final String FULL = "full";
    static final String MINIMAL = "minimal";
    static final String SUBJECT = "2af131e466b186c011380afc4628b186";

    private static final Instant NOW = Instant.parse("2026-11-20T09:30:00.125Z");
    private static final Instant LATER = Instant.parse("2026-11-20T09:40:00.125Z");
    private static final String APP = "acme-chat";
    private static final String EMAIL = "ada@example.com";
    private static final String REQUEST = "7c5f0b9f1d2e4a6b8c0d1e2f3a4b5c6d";
    private static final String CHALLENGE = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
    private static final String NONCE = "AAECAwQFBgcICQoLDA0ODw";
    private static final String KEY = "k1";
    private static final String GUESS = "k1.x4JzQwQ0nVvYk0o2bZ0m3o9cQ3m2yq0iX7i3l1yVb8A";
    private static final String MESSAGE_ID = "otp.5f0c6f0e3b1a4d5e9f7a8b6c5d4e3f2a";
    private static final Map<String, String> NOTES = Map.of("plan", "premium");
    private static final Purpose SIGNUP = Purpose.SIGNUP;

    private static final Map<String, Envelope<?>> ALL = new LinkedHashMap<>();

    static {
        add(
                "otp.requests-3-42",
                new OtpRequested(
                        APP,
                        "Ada@Example.com",
                        SIGNUP,
                        "de",
                        DeliveryForm.LINK,
                        "u-1815",
                        "2001:db8::1",
                        "Mozilla/5.0",
                        NOTES,
                        "00112233445566778899aabbccddeeff"),
                new OtpRequested(APP, EMAIL, null, null, null, null, null, null, null, null));
        add(
                "otp.signups-1-7",
                new SignupRequested(
                        APP, "Ada@Example.com", "u-1815", "Ada Lovelace", "en-GB", NOTES, "192.0.2.7", "ab".repeat(16)),
                new SignupRequested(APP, EMAIL, null, null, null, null, null, null));
        add(
                new OtpIssued(APP, EMAIL, SIGNUP, REQUEST, CHALLENGE, LATER, LATER, NOW, 6, 5, true),
                new OtpIssued(APP, EMAIL, SIGNUP, REQUEST, CHALLENGE, LATER, null, NOW, 6, 5, false));
        add(
                new OtpRejected(APP, EMAIL, Purpose.LOGIN, REQUEST, "resend-cooldown", 42L),
                new OtpRejected(APP, EMAIL, Purpose.LOGIN, REQUEST, "stale", null));
        add(emailRequested(DeliveryForm.LINK, LATER), emailRequested(DeliveryForm.CODE, null));
        add(
                new EmailSent(APP, CHALLENGE, REQUEST, "default", 250, MESSAGE_ID),
                new EmailSent(APP, CHALLENGE, REQUEST, null, null, MESSAGE_ID));
        add(
                new EmailDelayed(APP, CHALLENGE, REQUEST, "default", 451, MESSAGE_ID, LATER),
                new EmailDelayed(APP, CHALLENGE, REQUEST, null, null, MESSAGE_ID, LATER));
        add(
                new EmailFailed(APP, CHALLENGE, REQUEST, "default", 550, MESSAGE_ID, "rejected-by-server", true),
                new EmailFailed(APP, CHALLENGE, REQUEST, null, null, MESSAGE_ID, "expired", false));
        add(challengeOpened(GUESS), leastChallengeOpened());
        add(
                "otp.verifications-5-0",
                verifyOtp(6, "cd".repeat(16)),
                new VerifyOtp(APP, EMAIL, SIGNUP, null, null, null, "042137", null, null));
        add(new AddressErased(APP, EMAIL), new AddressErased(APP, EMAIL));
        add(new LockEnded(APP, EMAIL), new LockEnded(APP, EMAIL));
        add(
                new OtpVerified(APP, EMAIL, SIGNUP, CHALLENGE, REQUEST, "u-1815", NOW, Method.LINK),
                new OtpVerified(APP, EMAIL, SIGNUP, CHALLENGE, REQUEST, null, NOW, Method.CODE));
        add(
                new OtpRefused(APP, EMAIL, SIGNUP, CHALLENGE, "code-incorrect", 4, 60L),
                new OtpRefused(APP, null, null, null, "no-active-code", null, null));
        add(
                new EmailVerified(
                        APP,
                        EMAIL,
                        SIGNUP,
                        "u-1815",
                        CHALLENGE,
                        NOW,
                        LATER,
                        true,
                        LATER,
                        Method.LINK,
                        NOTES,
                        NOTES,
                        true),
                new EmailVerified(
                        APP, EMAIL, SIGNUP, null, CHALLENGE, NOW, LATER, false, NOW, Method.CODE, null, null, null));
        add(SampleSettings.full(), SampleSettings.minimal());
        add(new SessionRevoked(APP, "s-1", NOW, NOW), new SessionRevoked(APP, "s-1", NOW, null));
        add(new OtpReported(APP, EMAIL, CHALLENGE), new OtpReported(APP, null, CHALLENGE));
        add(new SignupSuspected(APP, EMAIL, "u-1815"), new SignupSuspected(APP, EMAIL, null));
        addEarlierOnes();
    }

    /** As they lay on the topics before a member was added or took another form. */
    private static void addEarlierOnes() {
        addEarlier("before-test-guess", challengeOpened(null));
        addEarlier("before-digits", verifyOtp(null, null));
        addEarlier("before-idempotency", verifyOtp(6, null));
        addEarlier("before-sealed-codes", SampleSettings.full(null));
    }

    private Samples() {}

    static Envelope<?> of(Class<? extends Event> type, String variant) {
        Envelope<?> sample = ALL.get(type.getSimpleName() + "/" + variant);
        if (sample == null) {
            throw new IllegalArgumentException("no sample " + variant + " of " + type.getSimpleName());
        }
        return sample;
    }

    /** Both samples of every event, and the earlier ones. */
    static List<Envelope<?>> all() {
        return List.copyOf(ALL.values());
    }

    private static ChallengeOpened challengeOpened(@Nullable String testGuess) {
        return new ChallengeOpened(
                CHALLENGE,
                REQUEST,
                APP,
                EMAIL,
                SIGNUP,
                NONCE,
                KEY,
                6,
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                5,
                20,
                NOW,
                true,
                NOW,
                "u-1815",
                NOTES,
                NOTES,
                true,
                true,
                testGuess);
    }

    private static ChallengeOpened leastChallengeOpened() {
        return new ChallengeOpened(
                CHALLENGE,
                REQUEST,
                APP,
                EMAIL,
                SIGNUP,
                NONCE,
                KEY,
                6,
                Duration.ofMinutes(10),
                null,
                5,
                20,
                NOW,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static VerifyOtp verifyOtp(@Nullable Integer digits, @Nullable String idempotency) {
        String link = SUBJECT + "." + CHALLENGE + ".abc";
        return new VerifyOtp(APP, EMAIL, SIGNUP, GUESS, digits, CHALLENGE, "042 137", link, idempotency);
    }

    private static EmailRequested emailRequested(DeliveryForm form, @Nullable Instant linkExpiresAt) {
        return new EmailRequested(
                APP,
                EMAIL,
                "Ada@example.com",
                SIGNUP,
                REQUEST,
                CHALLENGE,
                NONCE,
                KEY,
                6,
                "en",
                form,
                LATER,
                linkExpiresAt,
                MailKind.CODE);
    }

    private static void add(Event... fullAndMinimal) {
        Event full = fullAndMinimal[0];
        String id = EventId.of(full.getClass(), REQUEST, CHALLENGE);
        put(full, FULL, new Envelope<>(id, full, "/sixpost/test", NOW, REQUEST, traceparent()));
        Event minimal = fullAndMinimal[1];
        put(minimal, MINIMAL, new Envelope<>(id, minimal, "/sixpost/test", NOW, null, null));
    }

    private static void addEarlier(String variant, Event event) {
        String id = EventId.of(event.getClass(), REQUEST, CHALLENGE);
        put(event, variant, new Envelope<>(id, event, "/sixpost/test", NOW, REQUEST, traceparent()));
    }

    /** A command; bare, it is identified by where it lies. */
    private static void add(String position, Event full, Event minimal) {
        add(full, minimal);
        String topic = position.substring(0, position.indexOf('-'));
        Instant appended = Instant.ofEpochMilli(1_795_167_000_125L);
        put(minimal, "bare", new Envelope<>(position, minimal, "/" + topic, appended, null, null));
    }

    private static void put(Event event, String variant, Envelope<?> envelope) {
        ALL.put(event.getClass().getSimpleName() + "/" + variant, envelope);
    }

    private static String traceparent() {
        return String.join("-", Arrays.asList("00", "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01"));
    }
}
