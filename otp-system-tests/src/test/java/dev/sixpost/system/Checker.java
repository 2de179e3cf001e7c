package dev.sixpost.system;

import dev.sixpost.schemas.Delivery;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Invariants I1, I8, I10, I17 and I29 over a history. Events are counted by identity, as the contract says. */
final class Checker {
    private final History history;
    private final List<String> violations = new ArrayList<>();

    private Checker(History history) {
        this.history = history;
    }

    /** What does not hold; empty where all does. */
    static List<String> violations(History history, int allowedDuplicateMails) {
        Checker checker = new Checker(history);
        checker.everyRequestHasOneOutcome();
        checker.everyIssueWantsOneMail();
        checker.everyWantedMailIsSettledOnce();
        checker.mailsAreOncePerWish(allowedDuplicateMails);
        checker.everyVerificationIsToldOnce();
        if (history.deadLetters() > 0) {
            checker.violations.add("I17: " + history.deadLetters() + " dead letters");
        }
        return checker.violations;
    }

    private void everyRequestHasOneOutcome() {
        Map<String, Set<String>> outcomes = idsBy(history.outcomes(), e -> ((OtpOutcome) e.event()).requestId());
        for (String request : history.accepted()) {
            Set<String> found = outcomes.getOrDefault(request, Set.of());
            if (found.size() != 1) {
                violations.add("I1: request " + request + " has " + found.size() + " outcomes");
            }
        }
    }

    private void everyIssueWantsOneMail() {
        Map<String, Set<String>> wanted = idsBy(history.mailsWanted(), e -> ((EmailRequested) e.event()).requestId());
        for (Envelope<?> outcome : history.outcomes()) {
            if (outcome.event() instanceof OtpIssued issued
                    && wanted.getOrDefault(issued.requestId(), Set.of()).size() != 1) {
                violations.add("I29: issue of " + issued.requestId() + " does not want exactly one mail");
            }
        }
    }

    private void everyWantedMailIsSettledOnce() {
        Map<String, Set<String>> settled = idsBy(history.mailsSettled(), e -> ((Delivery) e.event()).requestId());
        for (Envelope<?> wanted : byIdentity(history.mailsWanted())) {
            String request = ((EmailRequested) wanted.event()).requestId();
            if (settled.getOrDefault(request, Set.of()).size() != 1) {
                violations.add("I29: the mail of " + request + " is not settled exactly once");
            }
        }
        for (Envelope<?> settledMail : history.mailsSettled()) {
            if (settledMail.event() instanceof EmailFailed failed) {
                violations.add("I29: mail of " + failed.requestId() + " failed: " + failed.reason());
            }
        }
    }

    private void mailsAreOncePerWish(int allowedDuplicates) {
        int wanted = byIdentity(history.mailsWanted()).size();
        int different = new HashSet<>(history.mailsReceived()).size();
        int received = history.mailsReceived().size();
        if (different != wanted) {
            violations.add("I10: " + wanted + " mails wanted, " + different + " different ones received");
        }
        if (received - different > allowedDuplicates) {
            violations.add("I10: " + (received - different) + " copies, " + allowedDuplicates + " allowed");
        }
    }

    private void everyVerificationIsToldOnce() {
        Map<String, Set<String>> told = idsBy(history.proven(), e -> ((EmailVerified) e.event()).challengeId());
        for (String challenge : history.verified()) {
            if (told.getOrDefault(challenge, Set.of()).size() != 1) {
                violations.add("I8: challenge " + challenge + " is not told exactly once");
            }
        }
        for (Map.Entry<String, Set<String>> entry : told.entrySet()) {
            if (!history.verified().contains(entry.getKey())) {
                violations.add("I8: challenge " + entry.getKey() + " is told and was not answered");
            }
        }
    }

    private static Collection<Envelope<?>> byIdentity(List<Envelope<?>> events) {
        Map<String, Envelope<?>> distinct = new LinkedHashMap<>();
        events.forEach(event -> distinct.put(event.id(), event));
        return distinct.values();
    }

    private static Map<String, Set<String>> idsBy(List<Envelope<?>> events, Function<Envelope<?>, String> group) {
        Map<String, Set<String>> ids = new HashMap<>();
        events.forEach(event ->
                ids.computeIfAbsent(group.apply(event), _ -> new HashSet<>()).add(event.id()));
        return ids;
    }
}
