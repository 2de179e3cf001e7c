package dev.sixpost.gateway.view;

import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.OtpVerified;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verdicts that the page which asked for a link may be told, because the link was confirmed for it: elsewhere, while the
 * page waits. The command's identity says so, and the verdict repeats that identity, so every instance knows. Only the
 * request whose own mail was followed counts: somebody else may have asked for the same challenge. Bounded by count;
 * what is older than its token would live is not given out.
 */
public final class Handovers {
    private static final int MAX_HELD = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Pattern MARKED = Pattern.compile(".+~([0-9a-f]{32})");

    private record Held(String reference, OtpVerified verified) {}

    private final Map<String, Held> byChallenge = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Held> eldest) {
            return size() > MAX_HELD;
        }
    };

    /** The identity of a command whose outcome is for the request that {@code reference} stands for as well. */
    public static String mark(String commandId, String reference) {
        return commandId + "~" + reference;
    }

    synchronized void seen(String commandId, OtpVerified verified) {
        Matcher marked = MARKED.matcher(commandId);
        if (marked.matches()) {
            byChallenge.put(verified.challengeId(), new Held(marked.group(1), verified));
        }
    }

    /** Nothing of the address from before is given out any more. */
    synchronized void erased(AddressErased event, Instant at) {
        byChallenge
                .values()
                .removeIf(held -> held.verified().application().equals(event.application())
                        && held.verified().email().equals(event.email())
                        && held.verified().verifiedAt().isBefore(at));
    }

    public synchronized Optional<OtpVerified> find(String challengeId, String reference, Instant now) {
        Held held = byChallenge.get(challengeId);
        return held == null
                        || !held.reference().equals(reference)
                        || !now.isBefore(held.verified().verifiedAt().plus(KEPT))
                ? Optional.empty()
                : Optional.of(held.verified());
    }
}
