package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** At most one current challenge per purpose, and the names of those they replaced. */
public record Challenges(List<Challenge> current, List<Superseded> superseded) {
    /** More than the mails one address is sent within the time a superseded challenge is remembered. */
    private static final int MAX_SUPERSEDED = 64;

    public static final Challenges NONE = new Challenges(List.of(), List.of());

    public Challenges {
        current = List.copyOf(current);
        superseded = List.copyOf(superseded);
    }

    /** The current challenge of a purpose, as long as something other than "no active code" is to be said of it. */
    Optional<Challenge> of(Purpose purpose, long time) {
        return current.stream()
                .filter(c -> c.opened().purpose() == purpose && time < c.forgottenAt())
                .findFirst();
    }

    Optional<Challenge> byId(String challengeId) {
        return current.stream().filter(c -> c.id().equals(challengeId)).findFirst();
    }

    boolean know(String challengeId) {
        return byId(challengeId).isPresent()
                || superseded.stream().anyMatch(s -> s.challengeId().equals(challengeId));
    }

    Challenges opened(Challenge fresh) {
        List<Challenge> kept = new ArrayList<>();
        List<Superseded> past = new ArrayList<>(superseded);
        for (Challenge challenge : current) {
            if (challenge.opened().purpose() == fresh.opened().purpose()) {
                past.add(new Superseded(challenge.id(), challenge.forgottenAt()));
            } else {
                kept.add(challenge);
            }
        }
        kept.add(fresh);
        return new Challenges(kept, past.subList(Math.max(0, past.size() - MAX_SUPERSEDED), past.size()));
    }

    /** With the challenge as it is now in the place of itself as it was. */
    Challenges changed(Challenge now) {
        return new Challenges(
                current.stream().map(c -> c.id().equals(now.id()) ? now : c).toList(), superseded);
    }

    Challenges without(long forgottenBy) {
        return new Challenges(
                current.stream().filter(c -> forgottenBy < c.forgottenAt()).toList(),
                superseded.stream().filter(s -> forgottenBy < s.forgottenAt()).toList());
    }

    long finishedAt() {
        long last = 0;
        for (Challenge challenge : current) {
            last = Math.max(last, challenge.forgottenAt());
        }
        for (Superseded past : superseded) {
            last = Math.max(last, past.forgottenAt());
        }
        return last;
    }
}
