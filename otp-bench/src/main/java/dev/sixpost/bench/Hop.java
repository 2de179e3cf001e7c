package dev.sixpost.bench;

import dev.sixpost.schemas.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a flow's way, between what the generator saw and what the broker wrote down. */
enum Hop {
    ACCEPTED("asked → OtpRequested written") {
        @Override
        long nanos(Flow flow, Seen seen, long epoch) {
            return seen.nanos(Seen.Kind.REQUESTED) - (flow.asked + epoch);
        }
    },
    DECIDED("OtpRequested → OtpIssued written") {
        @Override
        long nanos(Flow flow, Seen seen, long epoch) {
            return seen.nanos(Seen.Kind.ISSUED) - seen.nanos(Seen.Kind.REQUESTED);
        }
    },
    TOLD("OtpIssued → answered") {
        @Override
        long nanos(Flow flow, Seen seen, long epoch) {
            return flow.answered + epoch - seen.nanos(Seen.Kind.ISSUED);
        }
    },
    MAILED("EmailRequested → committed, taken, mailed") {
        @Override
        long nanos(Flow flow, Seen seen, long epoch) {
            return flow.mail.join().atNanos() + epoch - seen.nanos(Seen.Kind.MAIL_REQUESTED);
        }
    },
    COMMANDED("code typed → VerifyOtp written") {
        @Override
        long nanos(Flow flow, Seen seen, long epoch) {
            return seen.nanos(Seen.Kind.COMMANDED) - (flow.verifying + epoch);
        }
    },
    RULED("VerifyOtp → OtpVerified written") {
        @Override
        long nanos(Flow flow, Seen seen, long epoch) {
            return seen.nanos(Seen.Kind.RULED) - seen.nanos(Seen.Kind.COMMANDED);
        }
    },
    VERIFIED("OtpVerified → answered") {
        @Override
        long nanos(Flow flow, Seen seen, long epoch) {
            return flow.verified + epoch - seen.nanos(Seen.Kind.RULED);
        }
    },
    PROVEN("EmailVerified → committed, read downstream") {
        @Override
        long nanos(Flow flow, Seen seen, long epoch) {
            return flow.proven.join() + epoch - seen.nanos(Seen.Kind.PROVEN);
        }
    };

    final String label;

    Hop(String label) {
        this.label = label;
    }

    /** {@code epoch} is what the generator's nanoseconds lack to the wall clock's. */
    abstract long nanos(Flow flow, Seen seen, long epoch);

    /** Milliseconds per hop over the flows whose events are all there. */
    static Map<Hop, Latencies> over(Collection<Flow> flows, Map<String, Seen> trail) {
        Instant now = Instant.now();
        long epoch = now.getEpochSecond() * 1_000_000_000 + now.getNano() - System.nanoTime();
        Map<Hop, List<Long>> nanos = new LinkedHashMap<>();
        for (Flow flow : flows) {
            Seen seen = trail.get(Subject.of(BenchApplication.ID, flow.email));
            if (seen != null && seen.isComplete()) {
                for (Hop hop : values()) {
                    nanos.computeIfAbsent(hop, h -> new ArrayList<>()).add(hop.nanos(flow, seen, epoch));
                }
            }
        }
        Map<Hop, Latencies> hops = new LinkedHashMap<>();
        nanos.forEach((hop, all) -> hops.put(hop, Latencies.of(all, Long::longValue)));
        return hops;
    }
}
