package dev.sixpost.simulation;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpOutcome;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Topic;
import dev.sixpost.simulation.Seen.Found;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** I1, I9, I15, I16, I29 of requests: one outcome each, one challenge at most, one EmailRequested for each issue. */
final class RequestChecks {
    private final World world;
    private final Seen seen;

    RequestChecks(World world, Seen seen) {
        this.world = world;
        this.seen = seen;
    }

    void check() {
        Map<String, Set<OtpOutcome>> outcomes = new HashMap<>();
        seen.written(Topic.CHALLENGES, OtpOutcome.class)
                .forEach(found -> outcomes.computeIfAbsent(found.event().requestId(), _ -> new HashSet<>())
                        .add(found.event()));
        Set<String> committed = new HashSet<>();
        seen.committed(Topic.CHALLENGES, OtpOutcome.class)
                .forEach(found -> committed.add(found.event().requestId()));
        Set<String> requested = new HashSet<>();
        seen.committed(Topic.REQUESTS, OtpRequested.class).forEach(request -> requested.add(request.id()));
        seen.committed(Topic.SIGNUPS, SignupRequested.class).forEach(request -> requested.add(request.id()));
        for (String request : requested) {
            if (!committed.contains(request)) {
                world.violated("I1", "request " + request + " has no outcome");
            }
        }
        outcomes.forEach((request, said) -> {
            if (said.size() > 1) {
                world.violated("I1", "request " + request + " has " + said.size() + " outcomes");
            }
            if (!requested.contains(request)) {
                world.violated("I1", "an outcome for a request nobody made: " + request);
            }
        });
        oneChallengeForEach();
        oneMailForEachIssue(committedIssues());
    }

    private List<OtpIssued> committedIssues() {
        return seen.committed(Topic.CHALLENGES, OtpIssued.class).stream()
                .map(Found::event)
                .distinct()
                .toList();
    }

    private void oneChallengeForEach() {
        Map<String, String> opened = new HashMap<>();
        for (Found<ChallengeOpened> found : seen.committed(Topic.VERIFICATIONS, ChallengeOpened.class)) {
            String before = opened.put(found.event().requestId(), found.event().challengeId());
            if (before != null && !before.equals(found.event().challengeId())) {
                world.violated("I15", "request " + found.event().requestId() + " opened two challenges");
            }
        }
    }

    private void oneMailForEachIssue(List<OtpIssued> issues) {
        Map<String, Set<String>> mails = new HashMap<>();
        for (Found<EmailRequested> found : seen.committed(Topic.EMAILS, EmailRequested.class)) {
            mails.computeIfAbsent(found.event().requestId(), _ -> new HashSet<>())
                    .add(found.id());
        }
        for (OtpIssued issue : issues) {
            int wanted = mails.getOrDefault(issue.requestId(), Set.of()).size();
            if (wanted != 1) {
                world.violated("I10", "issue of " + issue.requestId() + " has " + wanted + " EmailRequested");
            }
            mails.remove(issue.requestId());
        }
        mails.keySet().forEach(id -> world.violated("I29", "EmailRequested without an issue: " + id));
    }
}
