package dev.sixpost.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.view.Answer;
import dev.sixpost.gateway.view.ChallengeState;
import dev.sixpost.gateway.view.DeliveryState;
import dev.sixpost.gateway.view.Id;
import dev.sixpost.gateway.view.Mails;
import dev.sixpost.gateway.view.Progress;
import dev.sixpost.gateway.view.RequestState;
import dev.sixpost.gateway.view.TimelineEntry;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTest {
    private static final Instant T = Instant.parse("2026-11-20T10:00:00Z");
    private static final Answer.Issued ISSUED = new Answer.Issued("c1", 6, T.plusSeconds(600), T.plusSeconds(60), 5, T);

    private static RequestState request(@Nullable Answer answer) {
        return request(T.minusSeconds(1), answer);
    }

    private static RequestState request(Instant acceptedAt, @Nullable Answer answer) {
        RequestState accepted = new RequestState("acme", "s", Purpose.LOGIN, "a•••@example.com").accepted(acceptedAt);
        return answer == null ? accepted : accepted.answered(answer);
    }

    private static Optional<ChallengeState> challenge(Progress progress) {
        return challenge(progress, null);
    }

    private static Optional<ChallengeState> challenge(Progress progress, @Nullable Instant linkExpiresAt) {
        return challenge(progress, linkExpiresAt, Mails.NONE.delivered("r1", DeliveryState.SENT, T.plusSeconds(1)));
    }

    private static Optional<ChallengeState> mailed(Progress progress, Mails mails) {
        return challenge(progress, null, mails);
    }

    private static Optional<ChallengeState> challenge(Progress progress, @Nullable Instant linkExpiresAt, Mails mails) {
        return Optional.of(new ChallengeState(
                "acme",
                Id.of("s"),
                new ChallengeState.Issue(
                        Purpose.LOGIN, "a•••@example.com", 6, T.plusSeconds(600), linkExpiresAt, T.plusSeconds(60), T),
                progress,
                4,
                mails,
                List.of(TimelineEntry.of("e1", "issued", T, Map.of()))));
    }

    @ParameterizedTest
    @CsvSource({
        "LIVE, 0, issued, false",
        "LIVE, 599, issued, false",
        "LIVE, 600, expired, true",
        "VERIFIED, 10, verified, true",
        "VERIFIED, 700, verified, true",
        "EXHAUSTED, 10, exhausted, true",
        "EXHAUSTED, 700, exhausted, true",
        "SUPERSEDED, 700, superseded, true"
    })
    void aFinalStateIsNeverLeftAndExpiryIsAQuestionOfTime(
            Progress progress, long seconds, String status, boolean over) {
        Status now = Status.of("r1", request(ISSUED), challenge(progress), T.plusSeconds(seconds));
        assertThat(now.body()).containsEntry("status", status).containsEntry("delivery", "sent");
        assertThat(now.over()).isEqualTo(over);
        assertThat(now.changesAt() == null).isEqualTo(over);
    }

    @ParameterizedTest
    @CsvSource({"599, issued", "600, issued", "3599, issued", "3600, expired"})
    void aChallengeWithALinkEndsWithItsLink(long seconds, String status) {
        Instant linkExpiresAt = T.plusSeconds(3600);
        Status now = Status.of("r1", request(ISSUED), challenge(Progress.LIVE, linkExpiresAt), T.plusSeconds(seconds));

        assertThat(now.body())
                .containsEntry("status", status)
                .containsEntry("expiresAt", T.plusSeconds(600).toString())
                .containsEntry("linkExpiresAt", linkExpiresAt.toString());
    }

    @Test
    void aRequestWithoutOutcomeIsAccepted() {
        Status status = Status.of("r1", request(null), Optional.empty(), T);
        assertThat(status.body()).containsEntry("status", "accepted").containsEntry("delivery", "pending");
        assertThat(status.body().toString()).contains("event=accepted");
        assertThat(status.over()).isFalse();
    }

    /** One that asks again finds what was there before it, and is accepted before it is answered, however late that is heard. */
    @ParameterizedTest
    @CsvSource({"-1, accepted issued", "0, accepted issued", "5, issued accepted", "10, issued accepted"})
    void aStoryIsToldInTheOrderOfTime(long acceptedAfter, String order) {
        Answer again = new Answer.Issued("c1", 6, T.plusSeconds(600), T.plusSeconds(60), 5, T.plusSeconds(5));
        RequestState asked = request(T.plusSeconds(acceptedAfter), again);

        Object timeline = Status.of("r2", asked, challenge(Progress.LIVE), T.plusSeconds(20))
                .body()
                .get("timeline");

        assertThat(timeline)
                .isInstanceOfSatisfying(
                        List.class, lines -> assertThat(events(lines)).isEqualTo(order));
    }

    private static String events(List<?> lines) {
        return lines.stream()
                .map(line -> String.valueOf(((Map<?, ?>) line).get("event")))
                .collect(Collectors.joining(" "));
    }

    /** Nobody says that a mail is delayed where nothing takes mails. */
    @ParameterizedTest
    @CsvSource({"LIVE, 14, pending, 15", "LIVE, 15, delayed, 600", "LIVE, 20, delayed, 600", "VERIFIED, 20, pending,"})
    void aMailOfWhichNothingIsHeardForAQuarterOfAMinuteIsDelayed(
            Progress progress, long seconds, String delivery, @Nullable Long changesAt) {
        Status status =
                Status.of("r1", request(ISSUED), mailed(progress, Mails.NONE.issued("r1", T)), T.plusSeconds(seconds));

        assertThat(status.body()).containsEntry("delivery", delivery);
        assertThat(status.changesAt()).isEqualTo(changesAt == null ? null : T.plusSeconds(changesAt));
    }

    @Test
    void aMailThatIsSentLateAfterAllIsSentAndTheNextOneIsWaitedForAnew() {
        Mails sent = Mails.NONE.issued("r1", T).delivered("r1", DeliveryState.SENT, T.plusSeconds(90));
        assertThat(Status.of("r1", request(ISSUED), mailed(Progress.LIVE, sent), T.plusSeconds(91))
                        .body())
                .containsEntry("delivery", "sent");

        Mails resent = sent.issued("r2", T.plusSeconds(100));
        Status status = Status.of("r2", request(ISSUED), mailed(Progress.LIVE, resent), T.plusSeconds(101));
        assertThat(status.body()).containsEntry("delivery", "pending");
        assertThat(status.changesAt()).isEqualTo(T.plusSeconds(115));
    }

    @Test
    void aRejectedRequestSaysWhyAndForHowLongFromNow() {
        Answer locked = new Answer.Rejected("locked", 7200L, T);
        Status status = Status.of("r1", request(locked), Optional.empty(), T.plusSeconds(200));
        assertThat(status.body())
                .containsEntry("status", "rejected")
                .containsEntry("reason", "locked")
                .containsEntry("retryAfterSeconds", 7000L);
        assertThat(status.over()).isTrue();
        Answer never = new Answer.Rejected("domain-not-allowed", null, T);
        assertThat(Status.of("r1", request(never), Optional.empty(), T).body()).doesNotContainKey("retryAfterSeconds");
    }

    @Test
    void whenTheAttemptsAreUsedUpTheProblemSaysWhenToComeBack() {
        OtpRefused refused = new OtpRefused("acme", "a@example.com", Purpose.LOGIN, "c1", "too-many-attempts", 0, null);
        Problem early = Rejections.of(refused, challenge(Progress.EXHAUSTED), T.plusMillis(500));
        assertThat(early.body()).containsEntry("resendAt", T.plusSeconds(60).toString());
        assertThat(early.retryAfterSeconds()).isEqualTo(60);
        Problem late = Rejections.of(refused, challenge(Progress.EXHAUSTED), T.plusSeconds(90));
        assertThat(late.body()).containsEntry("resendAt", T.plusSeconds(90).toString());
        assertThat(late.retryAfterSeconds()).isEqualTo(1);
        Problem unknown = Rejections.of(refused, Optional.empty(), T);
        assertThat(unknown.body()).containsEntry("resendAt", T.toString());
    }

    @Test
    void aReasonTheContractDoesNotNameIsUnavailable() {
        OtpRefused refused = new OtpRefused("acme", null, null, null, "internal-error", null, null);
        assertThat(Rejections.of(refused, Optional.empty(), T).status()).isEqualTo(503);
        assertThat(Rejections.of(new Answer.Rejected("no-active-code", null, T), T)
                        .status())
                .isEqualTo(503);
    }
}
