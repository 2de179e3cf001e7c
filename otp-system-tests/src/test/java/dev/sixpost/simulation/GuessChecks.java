package dev.sixpost.simulation;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.Verdict;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.simulation.Seen.Command;
import dev.sixpost.simulation.Seen.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** I3 to I8 of guesses, judged from the log by the words of the contract and not by the verifier's own rules. */
final class GuessChecks {
    private static final String WRONG = "code-incorrect";

    private final World world;
    private final Seen seen;
    private final Map<String, Found<ChallengeOpened>> openings;
    private final Map<String, Verdict> told = new HashMap<>();
    private final List<Command> commands;
    private final List<Wrong> wrong = new ArrayList<>();

    /** By the identity of a command: of the one it is the same as. */
    private final Map<String, String> identities = new HashMap<>();

    /** @param round how often the lock of the address had been ended before */
    private record Wrong(Command command, OtpRefused verdict, long round) {}

    GuessChecks(World world, Seen seen) {
        this.world = world;
        this.seen = seen;
        this.openings = seen.openings();
        this.commands = seen.commands();
        seen.committed(Topic.VERIFICATIONS, VerifyOtp.class)
                .forEach(command -> identities.put(command.id(), Seen.identity(command)));
    }

    void check() {
        collect();
        for (Command command : commands) {
            Verdict verdict = told.get(command.id());
            if (verdict == null) {
                world.violated("I1", "command " + command.id() + " has no verdict");
            } else if (verdict instanceof OtpRefused refused && isFor(refused, WRONG)) {
                wrong.add(new Wrong(command, refused, round(command)));
            }
        }
        attempts();
        commands.forEach(this::judge);
        proofs();
    }

    /**
     * Whatever is read of a command's verdict, committed or not, is the same. A mismatch is about another guess; and what
     * an address without any challenge was told is not remembered.
     */
    private void collect() {
        Set<String> early = seen.early();
        for (Found<Verdict> found : seen.written(Topic.RESULTS, Verdict.class)) {
            String command = identities.getOrDefault(found.causation(), found.causation());
            Verdict before = told.get(command);
            boolean forgotten = early.contains(command) && isFor(found.event(), "no-active-code");
            if (isFor(found.event(), "idempotency-mismatch") || (before != null && forgotten)) {
                continue;
            }
            told.put(command, found.event());
            if (before != null && !before.equals(found.event()) && !early.contains(command)) {
                world.violated("I5", "command " + command + " got " + before + " and " + found.event());
            }
        }
    }

    private static boolean isFor(Verdict verdict, String reason) {
        return verdict instanceof OtpRefused refused && refused.reason().equals(reason);
    }

    private void attempts() {
        Map<String, Integer> perChallenge = new HashMap<>();
        Map<String, Integer> perAddress = new HashMap<>();
        Set<String> remaining = new HashSet<>();
        for (Wrong one : wrong) {
            OtpRefused refused = one.verdict();
            String challenge = String.valueOf(refused.challengeId());
            perChallenge.merge(challenge, 1, Integer::sum);
            perAddress.merge(refused.application() + "/" + refused.email() + "#" + one.round(), 1, Integer::sum);
            if (!remaining.add(challenge + " " + refused.attemptsRemaining())) {
                world.violated("I3", "a guess at " + challenge + " cost nothing");
            }
        }
        perChallenge.forEach((id, count) -> {
            Found<ChallengeOpened> opening = openings.get(id);
            if (opening == null || count > opening.event().maxAttempts()) {
                world.violated("I3", count + " guesses were evaluated at " + id);
            }
        });
        perAddress.forEach((address, count) -> {
            if (count > World.failuresPerDay(address.substring(0, address.indexOf('/')))) {
                world.violated("I4", count + " failures of one address within a day");
            }
        });
    }

    private void judge(Command command) {
        Found<ChallengeOpened> current = currentAt(command);
        boolean right = current != null && isRight(command.event(), current.event());
        boolean live = current != null
                && command.time() < current.time() + current.event().ttl().toMillis()
                && wrongBefore(command, current.event().challengeId())
                        < current.event().maxAttempts()
                && !verifiedBefore(command, current.event().challengeId());
        boolean verified = told.get(command.id()) instanceof OtpVerified;
        if (verified && !(right && live)) {
            world.violated("I6", "command " + command.id() + " is verified and should not be");
        }
        if (right
                && live
                && !verified
                && failuresBefore(command)
                        < World.failuresPerDay(command.event().application())) {
            world.violated("I7", "command " + command.id() + " is right and got " + told.get(command.id()));
        }
    }

    /** The challenge of its address and purpose that was opened last before it. */
    private @Nullable Found<ChallengeOpened> currentAt(Command command) {
        Found<ChallengeOpened> last = null;
        for (Found<ChallengeOpened> opening : openings.values()) {
            boolean before = opening.partition() == command.partition() && opening.offset() < command.offset();
            if (before
                    && isFor(command.event(), opening.event())
                    && (last == null || opening.offset() > last.offset())) {
                last = opening;
            }
        }
        return last;
    }

    private static boolean isFor(VerifyOtp command, ChallengeOpened opened) {
        return opened.application().equals(command.application())
                && opened.email().equals(Seen.canonical(command.email()))
                && opened.purpose() == command.purpose();
    }

    private static boolean isRight(VerifyOtp command, ChallengeOpened opened) {
        String code = MailChecks.code(opened);
        return code.equals(command.code())
                || Derivation.guessOfCode(
                                World.KEYS.current(), opened.application(), opened.purpose(), opened.email(), code)
                        .equals(command.guess());
    }

    private long wrongBefore(Command command, String challengeId) {
        return wrong.stream()
                .filter(one -> isBefore(one.command(), command)
                        && challengeId.equals(one.verdict().challengeId()))
                .count();
    }

    private long round(Command command) {
        return seen.unlocksBefore(
                command.event().application(),
                Seen.canonical(command.event().email()),
                command.partition(),
                command.offset());
    }

    private long failuresBefore(Command command) {
        long round = round(command);
        return wrong.stream()
                .filter(one -> isBefore(one.command(), command)
                        && one.round() == round
                        && one.verdict().application().equals(command.event().application())
                        && Seen.canonical(command.event().email())
                                .equals(one.verdict().email()))
                .count();
    }

    private boolean verifiedBefore(Command command, String challengeId) {
        return commands.stream()
                .anyMatch(other -> isBefore(other, command)
                        && told.get(other.id()) instanceof OtpVerified verified
                        && verified.challengeId().equals(challengeId));
    }

    private static boolean isBefore(Command one, Command other) {
        return one.partition() == other.partition() && one.offset() < other.offset();
    }

    private void proofs() {
        Map<String, Set<String>> verified = new HashMap<>();
        for (Found<OtpVerified> found : seen.committed(Topic.RESULTS, OtpVerified.class)) {
            verified.computeIfAbsent(found.event().challengeId(), _ -> new HashSet<>())
                    .add(identities.getOrDefault(found.causation(), found.causation()));
        }
        verified.forEach((challenge, commands) -> {
            if (commands.size() > 1) {
                world.violated("I5", challenge + " was verified by " + commands.size() + " commands");
            }
        });
        Map<String, Integer> proofs = new HashMap<>();
        seen.committed(Topic.EMAIL_VERIFIED, EmailVerified.class)
                .forEach(found -> proofs.merge(found.event().challengeId(), 1, Integer::sum));
        if (!proofs.keySet().equals(verified.keySet())
                || proofs.values().stream().anyMatch(count -> count > 1)) {
            world.violated("I8", "proofs " + proofs + " of the verified " + verified.keySet());
        }
    }
}
