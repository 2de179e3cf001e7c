package dev.sixpost.simulation;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.SignupSuspected;
import dev.sixpost.schemas.Topic;
import dev.sixpost.simulation.Seen.Found;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Sign-ups: each is confirmed by a code for what it said itself, and that is what the proof hands on. */
final class SignupChecks {
    private final World world;
    private final Seen seen;
    private final Map<String, SignupRequested> signups = new HashMap<>();

    SignupChecks(World world, Seen seen) {
        this.world = world;
        this.seen = seen;
        // First wins, where two lie under one identity.
        seen.committed(Topic.SIGNUPS, SignupRequested.class)
                .forEach(found -> signups.putIfAbsent(found.id(), found.event()));
    }

    void check() {
        Map<String, Found<ChallengeOpened>> openings = seen.openings();
        for (Found<EmailRequested> mail : seen.committed(Topic.EMAILS, EmailRequested.class)) {
            SignupRequested signup = signups.get(mail.event().requestId());
            Found<ChallengeOpened> opening = openings.get(mail.event().challengeId());
            if (signup != null && opening != null && !says(opening.event(), signup)) {
                world.violated("guarantee 38", "sign-up " + mail.event().requestId() + " is sent the code of another");
            }
        }
        for (Found<EmailVerified> proof : seen.committed(Topic.EMAIL_VERIFIED, EmailVerified.class)) {
            Found<ChallengeOpened> opening = openings.get(proof.event().challengeId());
            if (opening != null
                    && !(Objects.equals(
                                    proof.event().attributes(), opening.event().attributes())
                            && Objects.equals(
                                    proof.event().accountId(), opening.event().accountId()))) {
                world.violated(
                        "guarantee 38",
                        "a proof tells of somebody else: " + proof.event().challengeId());
            }
        }
        suspects();
    }

    /** One that names no account speaks for the account of its address once that is proven, and for no other. */
    private static boolean says(ChallengeOpened opened, SignupRequested signup) {
        boolean ofProven = signup.accountId() == null && opened.verifiedBefore();
        return (ofProven || Objects.equals(opened.accountId(), signup.accountId()))
                && Objects.equals(opened.attributes(), Map.of("name", String.valueOf(signup.name())));
    }

    /** Only of an address that somebody has proven. */
    private void suspects() {
        Set<String> proven = new HashSet<>();
        seen.committed(Topic.RESULTS, OtpVerified.class)
                .forEach(found -> proven.add(
                        found.event().application() + "/" + found.event().email()));
        for (Found<SignupSuspected> found : seen.committed(Topic.SIGNALS, SignupSuspected.class)) {
            boolean known = proven.contains(
                    found.event().application() + "/" + found.event().email());
            if (!known || !signups.containsKey(found.causation())) {
                world.violated("guarantee 38", "suspected without a reason: " + found.causation());
            }
        }
    }
}
