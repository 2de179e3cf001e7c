package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds challenges for tests: six digits, ten minutes, five attempts, twenty failures a day unless told otherwise. */
public final class Opened {
    private final String id;
    private Purpose purpose = Purpose.SIGNUP;
    private String application = Story.APPLICATION;
    private String email = Story.EMAIL;
    private String nonce = "AAAAAAAAAAAAAAAAAAAAAA";
    private String keyId = "k1";
    private Duration ttl = Duration.ofMinutes(10);
    private @Nullable Duration linkTtl;
    private int maxAttempts = 5;
    private int failuresPerDay = 20;
    private Instant requestedAt = Instant.ofEpochMilli(Story.START);
    private boolean verifiedBefore;
    private @Nullable Instant firstVerifiedAt;
    private @Nullable String accountId;
    private @Nullable Map<String, String> attributes;
    private @Nullable Map<String, String> metadata;
    private @Nullable Boolean decoy;
    private @Nullable Boolean test;
    private @Nullable String testGuess;

    private Opened(String id) {
        this.id = id;
    }

    public static Opened challenge(String id) {
        return new Opened(id);
    }

    public Opened purpose(Purpose value) {
        purpose = value;
        return this;
    }

    public Opened of(String applicationId, String address) {
        application = applicationId;
        email = address;
        return this;
    }

    public Opened derived(String nonceText, String key) {
        nonce = nonceText;
        keyId = key;
        return this;
    }

    public Opened ttl(Duration value) {
        ttl = value;
        return this;
    }

    public Opened linkTtl(Duration value) {
        linkTtl = value;
        return this;
    }

    public Opened attempts(int value) {
        maxAttempts = value;
        return this;
    }

    public Opened failures(int value) {
        failuresPerDay = value;
        return this;
    }

    public Opened requestedAt(Instant value) {
        requestedAt = value;
        return this;
    }

    public Opened verifiedBefore(@Nullable Instant first) {
        verifiedBefore = true;
        firstVerifiedAt = first;
        return this;
    }

    public Opened carrying(String account, Map<String, String> attributeMap, Map<String, String> metadataMap) {
        accountId = account;
        attributes = attributeMap;
        metadata = metadataMap;
        return this;
    }

    public Opened decoy() {
        decoy = true;
        return this;
    }

    public Opened test(String guess) {
        test = true;
        testGuess = guess;
        return this;
    }

    public ChallengeOpened build() {
        return new ChallengeOpened(
                id,
                "request-of-" + id,
                application,
                email,
                purpose,
                nonce,
                keyId,
                6,
                ttl,
                linkTtl,
                maxAttempts,
                failuresPerDay,
                requestedAt,
                verifiedBefore,
                firstVerifiedAt,
                accountId,
                attributes,
                metadata,
                decoy,
                test,
                testGuess);
    }
}
