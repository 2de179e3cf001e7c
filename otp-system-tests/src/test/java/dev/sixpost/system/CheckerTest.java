package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A checker that cannot fail proves nothing. */
class CheckerTest {
    private static final Instant T = Instant.EPOCH;
    private static final Envelope<?> ISSUED =
            envelope("i1", "r1", new OtpIssued("a", "e@x.com", Purpose.LOGIN, "r1", "c1", T, null, T, 6, 5, false));
    private static final Envelope<?> WANTED = envelope(
            "m1",
            "r1",
            new EmailRequested(
                    "a",
                    "e@x.com",
                    "e@x.com",
                    Purpose.LOGIN,
                    "r1",
                    "c1",
                    "n",
                    "k",
                    6,
                    "en",
                    DeliveryForm.CODE,
                    T,
                    null,
                    MailKind.CODE));
    private static final Envelope<?> SENT =
            envelope("s1", "m1", new EmailSent("a", "c1", "r1", "default", 250, "id@x"));
    private static final Envelope<?> PROVEN = envelope(
            "v1",
            "g1",
            new EmailVerified("a", "e@x.com", Purpose.LOGIN, null, "c1", T, T, true, T, Method.CODE, null, null, null));

    @Test
    void wholeHistoryHasNoViolation() {
        assertThat(violations(List.of(ISSUED, ISSUED), List.of(WANTED), List.of(SENT), List.of(PROVEN), List.of("id")))
                .isEmpty();
    }

    @Test
    void lostRequestIsSeen() {
        assertThat(violations(List.of(), List.of(WANTED), List.of(SENT), List.of(PROVEN), List.of("id")))
                .anyMatch(v -> v.startsWith("I1:"));
    }

    @Test
    void secondOutcomeIsSeen() {
        Envelope<?> other = envelope("i2", "r1", ISSUED.event());
        assertThat(violations(List.of(ISSUED, other), List.of(WANTED), List.of(SENT), List.of(PROVEN), List.of("id")))
                .anyMatch(v -> v.startsWith("I1:"));
    }

    @Test
    void lostMailIsSeen() {
        assertThat(violations(List.of(ISSUED), List.of(WANTED), List.of(), List.of(PROVEN), List.of()))
                .anyMatch(v -> v.startsWith("I10:"))
                .anyMatch(v -> v.startsWith("I29:"));
    }

    @Test
    void copyOfAMailIsSeen() {
        assertThat(violations(List.of(ISSUED), List.of(WANTED), List.of(SENT), List.of(PROVEN), List.of("id", "id")))
                .anyMatch(v -> v.startsWith("I10:"));
    }

    @Test
    void lostAndDoubledProofAreSeen() {
        Envelope<?> other = envelope("v2", "g1", PROVEN.event());
        assertThat(violations(List.of(ISSUED), List.of(WANTED), List.of(SENT), List.of(), List.of("id")))
                .anyMatch(v -> v.startsWith("I8:"));
        assertThat(violations(List.of(ISSUED), List.of(WANTED), List.of(SENT), List.of(PROVEN, other), List.of("id")))
                .anyMatch(v -> v.startsWith("I8:"));
    }

    private static List<String> violations(
            List<Envelope<?>> outcomes,
            List<Envelope<?>> wanted,
            List<Envelope<?>> settled,
            List<Envelope<?>> proven,
            List<String> mails) {
        return Checker.violations(
                new History(Set.of("r1"), Set.of("c1"), outcomes, wanted, settled, proven, mails, 0), 0);
    }

    private static Envelope<?> envelope(String id, @Nullable String cause, Event event) {
        return new Envelope<>(id, event, "/test", T, cause, null);
    }
}
