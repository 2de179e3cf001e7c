package dev.sixpost.issuer.decide;

import dev.sixpost.issuer.Stage;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.kit.address.AddressPolicy;
import dev.sixpost.kit.address.DisposableDomains;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.SealedCode;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.SignupRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A situation the decider finds: what the tables say, what the settings are, what time it is. */
public final class Given {
    public static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");
    public static final Slot ADA = Slot.of("acme", "ada@example.com", Purpose.LOGIN);

    private final Map<String, Answer> answers = new HashMap<>();
    private final Map<String, Asked> holders = new HashMap<>();
    private final Map<Slot, Challenge> challenges = new HashMap<>();
    private final Map<Mailbox, Account> accounts = new HashMap<>();
    private final Map<Mailbox, Address> addresses = new HashMap<>();
    private final Map<Mailbox, Instant> erasures = new HashMap<>();
    private final Map<String, Tally> tallies = new HashMap<>();
    private final Map<String, ApplicationConfigured> applications = new HashMap<>();
    private static final Keys KEYS = Keys.parse(Stage.KEYS);
    public static final Rules RULES =
            new Rules(new AddressPolicy(DisposableDomains.shipped(), Set.of("no-reply@platform.example")), KEYS);

    public static final String TEST_ADDRESS = "bot@acme.example";
    public static final String TEST_CODE = "24681357";

    /** A test address until an hour from now. */
    public static final String WITH_TEST_ADDRESS = """
        {"id":"acme","name":"Acme","testAddresses":[{"email":"Bot@Acme.example","sealedCode":"%s","until":"%s"}]}\
        """.formatted(
                    SealedCode.seal(KEYS.current(), count -> new byte[count], "acme", TEST_ADDRESS, TEST_CODE),
                    NOW.plusSeconds(3600));

    private Instant now = NOW;

    public Given() {
        settings("{\"id\":\"acme\",\"name\":\"Acme\"}");
    }

    public Given settings(String document) {
        ApplicationConfigured settings = ApplicationSettings.complete(Json.LENIENT.readTree(document));
        applications.put(settings.id(), settings);
        return this;
    }

    public Given login(String policy) {
        return settings("{\"id\":\"acme\",\"name\":\"Acme\",\"purposes\":{\"login\":" + policy + "}}");
    }

    public Given later(Duration by) {
        now = now.plus(by);
        return this;
    }

    public Given account(String email, @Nullable String accountId, @Nullable Instant firstVerifiedAt) {
        accounts.put(new Mailbox("acme", email), new Account(accountId, firstVerifiedAt, null, null));
        return this;
    }

    public Given address(String email, @Nullable Instant lockedUntil, @Nullable Instant refusedUntil) {
        addresses.put(new Mailbox("acme", email), new Address(0, List.of(), lockedUntil, refusedUntil));
        return this;
    }

    Given erased(String email) {
        erasures.put(new Mailbox("acme", email), now);
        return this;
    }

    public Given challenge(Challenge challenge) {
        challenges.put(challenge.slot(), challenge);
        return this;
    }

    public int challengeCount() {
        return challenges.size();
    }

    public Instant now() {
        return now;
    }

    /** Decides, and remembers as the tables would. */
    public Decisions decide(Ask... asks) {
        Decisions decisions = IssueDecider.decide(
                List.of(asks),
                new Known(answers, holders, challenges, accounts, addresses, erasures, tallies),
                new Circumstances(now, "k1", applications),
                RULES);
        decisions.signups().forEach(signup -> accounts.put(signup.mailbox(), signup.account()));
        addresses.putAll(decisions.mailed());
        decisions.taken().forEach((name, change) -> tallies.put(name, change.after()));
        decisions
                .outlived()
                .forEach(id ->
                        holders.values().removeIf(asked -> asked.requestId().equals(id)));
        List<Challenge> written = new ArrayList<>(decisions.changed());
        written.addAll(decisions.opened());
        written.forEach(challenge -> challenges.remove(challenge.slot()));
        written.stream()
                .filter(challenge -> challenge.standing().current())
                .forEach(challenge -> challenges.put(challenge.slot(), challenge));
        for (Decision decision : decisions.inOrder()) {
            if (decision instanceof Decision.Decided decided) {
                Asked asked = decided.answer().asked();
                answers.put(asked.requestId(), decided.answer());
                if (asked.idempotency() != null) {
                    holders.put(asked.idempotency(), asked);
                }
            }
        }
        return decisions;
    }

    public Answer answer(Ask ask) {
        return ((Decision.Decided) decide(ask).inOrder().getFirst()).answer();
    }

    /** A request for a code to log in, asked just now. */
    public Ask ask(String requestId) {
        return ask(requestId, "ada@example.com");
    }

    public Ask ask(String requestId, String email) {
        return ask(requestId, wanted(email, null, null), false);
    }

    public Ask ask(String requestId, OtpRequested wanted, boolean published) {
        return Ask.of(
                new Ask.Found(position(Source.REQUESTS, requestId), now, requestId, true, published),
                wanted,
                fresh(requestId),
                null);
    }

    public Ask signup(String requestId, SignupRequested wanted) {
        return Ask.of(
                new Ask.Found(position(Source.SIGNUPS, requestId), now, requestId, true, false),
                wanted,
                fresh(requestId),
                null);
    }

    private static Position position(Source source, String requestId) {
        return new Position(source, 0, Math.abs((long) requestId.hashCode()));
    }

    private static Ask.Fresh fresh(String requestId) {
        return new Ask.Fresh("challenge-of-" + requestId, "nonce-of-" + requestId);
    }

    public static OtpRequested wanted(String email, @Nullable DeliveryForm delivery, @Nullable String idempotency) {
        return new OtpRequested("acme", email, Purpose.LOGIN, null, delivery, null, null, null, null, idempotency);
    }

    static OtpRequested request(String application, Purpose purpose, String email) {
        return new OtpRequested(application, email, purpose, null, null, null, null, null, null, null);
    }

    static String reason(Answer answer) {
        return ((Rejected) answer).reason();
    }

    static Ask published(Ask ask) {
        return again(ask, ask.position(), ask.ownId(), true, "other");
    }

    static Ask at(Ask ask, Position position) {
        return again(ask, position, ask.ownId(), false, "other");
    }

    static Ask bare(Ask ask) {
        return again(ask, ask.position(), false, false, ask.freshId() + ask.askedAt());
    }

    private static Ask again(Ask ask, Position position, boolean ownId, boolean published, String freshId) {
        return Ask.of(
                new Ask.Found(position, ask.askedAt(), ask.requestId(), ownId, published),
                ask.wanted(),
                new Ask.Fresh(freshId, ask.freshNonce()),
                null);
    }
}
