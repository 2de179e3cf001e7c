package dev.sixpost.gateway.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mails of one challenge, one per request that led to it. What counts is the newest one that was issued, however late
 * an older one is refused. Events come in any order; the outcome is the same. Bounded. Pure.
 */
public record Mails(List<Mail> all) {
    /**
     * One mail.
     *
     * @param issuedAt absent while only its delivery was seen
     * @param stateAt of the event that {@code state} comes from; the latest counts
     */
    public record Mail(String requestId, @Nullable Instant issuedAt, DeliveryState state, Instant stateAt) {
        private Instant since() {
            return issuedAt == null ? Instant.EPOCH : issuedAt;
        }
    }

    private static final int MOST = 40;
    private static final Comparator<Mail> OLDEST_FIRST =
            Comparator.comparing(Mail::since).thenComparing(Mail::stateAt).thenComparing(Mail::requestId);

    public static final Mails NONE = new Mails(List.of());

    public Mails issued(String requestId, Instant at) {
        return with(find(requestId)
                .map(known -> new Mail(
                        requestId,
                        known.issuedAt() == null || at.isBefore(known.issuedAt()) ? at : known.issuedAt(),
                        known.state(),
                        known.stateAt()))
                .orElseGet(() -> new Mail(requestId, at, DeliveryState.PENDING, Instant.EPOCH)));
    }

    public Mails delivered(String requestId, DeliveryState state, Instant at) {
        Optional<Mail> known = find(requestId);
        if (known.isPresent() && at.isBefore(known.get().stateAt())) {
            return this;
        }
        return with(known.map(mail -> new Mail(mail.requestId(), mail.issuedAt(), state, at))
                .orElseGet(() -> new Mail(requestId, null, state, at)));
    }

    public DeliveryState newest() {
        return all.isEmpty() ? DeliveryState.PENDING : all.getLast().state();
    }

    private Optional<Mail> find(String requestId) {
        return all.stream().filter(mail -> mail.requestId().equals(requestId)).findFirst();
    }

    private Mails with(Mail changed) {
        List<Mail> mails = new ArrayList<>(all);
        mails.removeIf(mail -> mail.requestId().equals(changed.requestId()));
        mails.add(changed);
        mails.sort(OLDEST_FIRST);
        return new Mails(List.copyOf(mails.subList(Math.max(0, mails.size() - MOST), mails.size())));
    }
}
