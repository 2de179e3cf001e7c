package dev.sixpost.gateway.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The mails of one challenge, one per request that led to it. What counts is the newest one that was issued, however late
 * an older one is refused. Events come in any order; the outcome is the same. Bounded. Pure.
 */
public record Mails(List<Mail> all) {
    /**
     * One mail.
     *
     * @param request print of the id of the request that led to it
     * @param issuedMillis none while only its delivery was seen
     * @param stateMillis of the event that {@code state} comes from; the latest counts
     */
    public record Mail(long request, long issuedMillis, DeliveryState state, long stateMillis) {}

    private static final Duration LATE = Duration.ofSeconds(15);
    private static final int MOST = 40;
    private static final Comparator<Mail> OLDEST_FIRST = Comparator.comparingLong(Mail::issuedMillis)
            .thenComparingLong(Mail::stateMillis)
            .thenComparingLong(Mail::request);

    public static final Mails NONE = new Mails(List.of());

    public Mails issued(String requestId, Instant at) {
        long request = Print.of(requestId);
        long issued = at.toEpochMilli();
        return with(find(request)
                .map(known -> new Mail(
                        request,
                        known.issuedMillis() == Millis.NONE ? issued : Math.min(issued, known.issuedMillis()),
                        known.state(),
                        known.stateMillis()))
                .orElseGet(() -> new Mail(request, issued, DeliveryState.PENDING, Millis.NONE)));
    }

    public Mails delivered(String requestId, DeliveryState state, Instant at) {
        long request = Print.of(requestId);
        Optional<Mail> known = find(request);
        if (known.isPresent() && at.toEpochMilli() < known.get().stateMillis()) {
            return this;
        }
        return with(new Mail(request, known.map(Mail::issuedMillis).orElse(Millis.NONE), state, at.toEpochMilli()));
    }

    /** When the newest one counts as delayed although nobody has said so: where nothing takes mails, nobody does. */
    public Optional<Instant> lateAt() {
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.getLast())
                        .filter(mail -> mail.state() == DeliveryState.PENDING)
                        .map(mail -> Instant.ofEpochMilli(mail.issuedMillis()).plus(LATE));
    }

    public DeliveryState newest() {
        return all.isEmpty() ? DeliveryState.PENDING : all.getLast().state();
    }

    private Optional<Mail> find(long request) {
        return all.stream().filter(mail -> mail.request() == request).findFirst();
    }

    private Mails with(Mail changed) {
        List<Mail> mails = new ArrayList<>(all);
        mails.removeIf(mail -> mail.request() == changed.request());
        mails.add(changed);
        mails.sort(OLDEST_FIRST);
        return new Mails(List.copyOf(mails.subList(Math.max(0, mails.size() - MOST), mails.size())));
    }
}
