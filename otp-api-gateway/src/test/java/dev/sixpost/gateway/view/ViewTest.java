package dev.sixpost.gateway.view;

import static dev.sixpost.gateway.view.Ada.APP;
import static dev.sixpost.gateway.view.Ada.EMAIL;
import static dev.sixpost.gateway.view.Ada.SUBJECT;
import static dev.sixpost.gateway.view.Ada.T;
import static dev.sixpost.gateway.view.Ada.asked;
import static dev.sixpost.gateway.view.Ada.incorrect;
import static dev.sixpost.gateway.view.Ada.issued;
import static dev.sixpost.gateway.view.Ada.sent;
import static dev.sixpost.gateway.view.Ada.verified;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.schemas.EmailDelayed;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import org.junit.jupiter.api.Test;

class ViewTest {
    private final View view = new View(1_000, new Watches(new Watchdog("unused")));

    private ChallengeState challenge(String id) {
        return view.challenge(id).orElseThrow();
    }

    @Test
    void anOutcomeIsHeldWithoutTheAddress() {
        assertThat(view.outcome(issued("r1", "c1", false), "e1", T)).isEmpty();
        assertThat(view.request("r1").orElseThrow().answer())
                .isEqualTo(new Answer.Issued("c1", 6, T.plusSeconds(600), T.plusSeconds(60), 5, T));
        assertThat(view.request("r1").toString() + view.challenge("c1")).doesNotContain(EMAIL);
        assertThat(view.codeLength(APP, SUBJECT, Purpose.SIGNUP)).hasValue(6);
        assertThat(view.codeLength(APP, SUBJECT, Purpose.LOGIN)).isEmpty();
    }

    @Test
    void whatARequestAndItsChallengeHaveInCommonIsKeptOnce() {
        view.accepted("r1", asked(APP, EMAIL), T);
        view.outcome(issued("r1", "c1", false), "e1", T);
        view.outcome(issued("r2", "c2", false), "e2", T);

        assertThat(challenge("c1").subjectId())
                .isSameAs(view.request("r1").orElseThrow().subjectId());
        assertThat(challenge("c2").subjectId())
                .isSameAs(view.request("r2").orElseThrow().subjectId());
        assertThat(challenge("c1").issue())
                .extracting("maskedEmail")
                .isSameAs(view.request("r1").orElseThrow().maskedEmail());
    }

    @Test
    void onlyTheFirstOutcomeOfARequestCounts() {
        assertThat(view.outcome(issued("r1", "c1", false), "e1", T)).isEmpty();
        assertThat(view.outcome(issued("r1", "c1", false), "e1", T.plusSeconds(1)))
                .contains(Dropped.DUPLICATE);
        assertThat(view.outcome(issued("r1", "c2", false), "e2", T.plusSeconds(1)))
                .contains(Dropped.DOUBLE);
        assertThat(view.outcome(
                        new OtpRejected(APP, EMAIL, Purpose.SIGNUP, "r1", "rate-limited", 1L), "e3", T.plusSeconds(2)))
                .contains(Dropped.DOUBLE);
        assertThat(view.request("r1").orElseThrow().answer()).isInstanceOf(Answer.Issued.class);
    }

    @Test
    void afterADayTheSameRequestIsANewOperation() {
        assertThat(view.outcome(issued("r1", "c1", false), "e1", T)).isEmpty();
        assertThat(view.outcome(issued("r1", "c2", false), "e2", T.plus(View.KEPT)))
                .isEmpty();
        assertThat(view.request("r1").orElseThrow().answer())
                .isInstanceOfSatisfying(
                        Answer.Issued.class, a -> assertThat(a.challengeId()).isEqualTo("c2"));
    }

    @Test
    void onceAcceptedHereOnlyAnOutcomeForItsOwnerIsBelieved() {
        view.accepted("r1", asked(APP, EMAIL), T);
        assertThat(view.outcome(issued("other", EMAIL, "r1", "c1", false), "e", T))
                .contains(Dropped.FOREIGN);
        assertThat(view.outcome(issued(APP, "mallory@example.com", "r1", "c1", false), "e", T))
                .contains(Dropped.FOREIGN);
        assertThat(view.challenge("c1")).isEmpty();
        assertThat(view.outcome(issued("r1", "c1", false), "e1", T)).isEmpty();
        assertThat(view.request("r1").orElseThrow().acceptedAt()).isEqualTo(T);
    }

    @Test
    void whileARequestIsOnItsWayOnlyAnOutcomeForItsOwnerIsBelieved() {
        assertThat(view.outcome(issued("other", EMAIL, "r1", "c8", false), "e", T))
                .isEmpty();
        try (Expected.Waiting _ = view.expecting("r1", asked(APP, EMAIL))) {
            assertThat(view.outcome(issued("other", EMAIL, "r1", "c9", false), "e", T))
                    .contains(Dropped.FOREIGN);
            assertThat(view.outcome(issued("r1", "c1", false), "e1", T)).isEmpty();
        }
        view.accepted("r1", asked(APP, EMAIL), T);
        assertThat(view.request("r1").orElseThrow().answer())
                .isInstanceOfSatisfying(
                        Answer.Issued.class, a -> assertThat(a.challengeId()).isEqualTo("c1"));
    }

    @Test
    void nobodyIsExpectedAnyMoreOnceAllHaveStoppedWaiting() {
        try (Expected.Waiting _ = view.expecting("r1", asked(APP, EMAIL))) {
            view.expecting("r1", asked(APP, EMAIL)).close();
            assertThat(view.outcome(issued("other", EMAIL, "r1", "c9", false), "e", T))
                    .contains(Dropped.FOREIGN);
        }
        assertThat(view.outcome(issued("other", EMAIL, "r1", "c9", false), "e", T))
                .isEmpty();
    }

    @Test
    void anOutcomeForgedBeforeTheAcceptanceIsForgotten() {
        assertThat(view.outcome(issued("other", EMAIL, "r1", "c9", false), "e", T))
                .isEmpty();
        view.accepted("r1", asked(APP, EMAIL), T);
        assertThat(view.request("r1").orElseThrow().answer()).isNull();
        assertThat(view.outcome(issued("r1", "c1", false), "e1", T)).isEmpty();
    }

    @Test
    void aChallengeBelongsToWhoeverItWasIssuedFor() {
        assertThat(view.outcome(issued("r1", "c1", false), "e1", T)).isEmpty();
        String mallory = Subject.of(APP, "mallory@example.com");
        assertThat(view.outcome(issued(APP, "mallory@example.com", "r2", "c1", false), "e2", T))
                .contains(Dropped.FOREIGN);
        assertThat(view.delivery(sent("r1", "c1"), mallory, "e3", T)).contains(Dropped.FOREIGN);
        assertThat(view.verdict(incorrect("c1", 0), "c1", mallory, "e4", T)).contains(Dropped.FOREIGN);
        assertThat(challenge("c1").attemptsRemaining()).isEqualTo(5);
    }

    /** A view that is filled in behind reads the topics side by side. */
    @Test
    void whatARequestWasAnsweredDoesNotDependOnWhatWasReadFirst() {
        view.verdict(incorrect("c1", 3), "c1", SUBJECT, "e3", T.plusSeconds(9));
        view.verdict(incorrect("c1", 4), "c1", SUBJECT, "e2", T.plusSeconds(1));
        view.outcome(issued("r1", "c1", false), "e1", T);
        view.outcome(issued("r2", "c1", true), "e4", T.plusSeconds(5));

        assertThat(view.request("r1").orElseThrow().answer())
                .isInstanceOfSatisfying(
                        Answer.Issued.class,
                        a -> assertThat(a.attemptsRemaining()).isEqualTo(5));
        assertThat(view.request("r2").orElseThrow().answer())
                .isInstanceOfSatisfying(
                        Answer.Issued.class,
                        a -> assertThat(a.attemptsRemaining()).isEqualTo(4));
        assertThat(challenge("c1").attemptsRemaining()).isEqualTo(3);
    }

    @Test
    void whatCameBeforeTheIssueForSomebodyElseIsForgotten() {
        String mallory = Subject.of(APP, "mallory@example.com");
        assertThat(view.verdict(verified("c1"), "c1", mallory, "e0", T)).isEmpty();
        assertThat(view.outcome(issued("r1", "c1", false), "e1", T)).isEmpty();
        assertThat(challenge("c1").progress()).isEqualTo(Progress.LIVE);
    }

    @Test
    void attemptsOnlyEverGoDown() {
        view.outcome(issued("r1", "c1", false), "e1", T);
        view.verdict(incorrect("c1", 3), "c1", SUBJECT, "v2", T.plusSeconds(2));
        view.verdict(incorrect("c1", 4), "c1", SUBJECT, "v1", T.plusSeconds(1));
        assertThat(challenge("c1").attemptsRemaining()).isEqualTo(3);
        view.outcome(issued("r2", "c1", true), "e2", T.plusSeconds(70));
        assertThat(view.request("r2").orElseThrow().answer())
                .isInstanceOfSatisfying(
                        Answer.Issued.class,
                        a -> assertThat(a.attemptsRemaining()).isEqualTo(3));
        view.verdict(incorrect("c1", 0), "c1", SUBJECT, "v3", T.plusSeconds(80));
        assertThat(challenge("c1").progress()).isEqualTo(Progress.EXHAUSTED);
    }

    @Test
    void aNewerChallengeSupersedesALiveOneAndNoOther() {
        view.outcome(issued("r1", "c1", false), "e1", T);
        view.outcome(issued("r2", "c2", false), "e2", T.plusSeconds(100));
        assertThat(challenge("c1").progress()).isEqualTo(Progress.SUPERSEDED);
        assertThat(challenge("c2").progress()).isEqualTo(Progress.LIVE);
        view.verdict(verified("c2"), "c2", SUBJECT, "v1", T.plusSeconds(110));
        view.outcome(issued("r3", "c3", false), "e3", T.plusSeconds(200));
        assertThat(challenge("c2").progress()).isEqualTo(Progress.VERIFIED);
        view.outcome(issued("r4", "c4", false), "e4", T.plusSeconds(601));
        assertThat(challenge("c3").progress()).isEqualTo(Progress.LIVE);
    }

    @Test
    void anOlderMailThatEndsLateDoesNotSpeakForTheNewerOne() {
        view.outcome(issued("r1", "c1", false), "e1", T);
        view.outcome(issued("r2", "c1", true), "e2", T.plusSeconds(60));
        view.delivery(sent("r2", "c1"), SUBJECT, "d2", T.plusSeconds(61));
        view.delivery(
                new EmailFailed(APP, "c1", "r1", "default", 550, "m", "rejected-by-server", true),
                SUBJECT,
                "d1",
                T.plusSeconds(90));

        assertThat(challenge("c1").delivery(T)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void anOutcomeThatIsSaidAgainAfterItsExpiryTakesNoLead() {
        view.outcome(issued("r2", "c2", false), "e2", T.plusSeconds(601));
        assertThat(view.codeLength(APP, SUBJECT, Purpose.SIGNUP)).isEmpty();

        view.outcome(issued("r3", "c3", false), "e3", T.plusSeconds(500));
        view.outcome(issued("r4", "c4", false), "e4", T.plusSeconds(700));
        assertThat(challenge("c3").progress()).isEqualTo(Progress.LIVE);
        assertThat(view.codeLength(APP, SUBJECT, Purpose.SIGNUP)).hasValue(6);
    }

    @Test
    void theFateOfTheLatestMailIsTheDelivery() {
        view.outcome(issued("r1", "c1", false), "e1", T);
        view.delivery(
                new EmailDelayed(APP, "c1", "r1", "default", 451, "m", T.plusSeconds(20)),
                SUBJECT,
                "d1",
                T.plusSeconds(1));
        assertThat(challenge("c1").delivery(T)).isEqualTo(DeliveryState.DELAYED);
        view.delivery(sent("r1", "c1"), SUBJECT, "d2", T.plusSeconds(20));
        assertThat(challenge("c1").delivery(T)).isEqualTo(DeliveryState.SENT);
        view.outcome(issued("r2", "c1", true), "e2", T.plusSeconds(60));
        assertThat(challenge("c1").delivery(T)).isEqualTo(DeliveryState.PENDING);
        view.delivery(
                new EmailFailed(APP, "c1", "r2", "default", 550, "m", "rejected-by-server", true),
                SUBJECT,
                "d3",
                T.plusSeconds(61));
        assertThat(challenge("c1").delivery(T)).isEqualTo(DeliveryState.FAILED);
        assertThat(challenge("c1").timeline().stream().map(TimelineEntry::event))
                .containsExactly("issued", "delayed", "sent", "resent", "failed");
    }
}
