package dev.sixpost.issuer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Decision;
import dev.sixpost.issuer.decide.Decision.Conflicting;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.issuer.decide.Decision.Forgotten;
import dev.sixpost.issuer.decide.Decision.Repeated;
import dev.sixpost.issuer.decide.Given;
import dev.sixpost.issuer.decide.Standing;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.EventTypes;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final String SUBJECT = Subject.of("acme", "ada@example.com");

    private final Given given = new Given();

    @Test
    void aNewChallengeIsOpenedAnnouncedAndMailed() {
        Outbox outbox = Outbox.of(given.decide(given.ask("r1")).inOrder());

        assertThat(outbox.openings()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("otp.verifications");
            assertThat(key(record)).isEqualTo(SUBJECT);
            assertIdentity(record, ChallengeOpened.class, "challenge-of-r1");
        });
        assertThat(outbox.announced()).hasSize(2);
        ProducerRecord<byte[], byte[]> issued = outbox.announced().get(0);
        assertThat(issued.topic()).isEqualTo("otp.challenges");
        assertThat(key(issued)).isEqualTo(SUBJECT);
        assertIdentity(issued, OtpIssued.class, "r1", "challenge-of-r1");
        ProducerRecord<byte[], byte[]> mail = outbox.announced().get(1);
        assertThat(mail.topic()).isEqualTo("otp.emails");
        assertIdentity(mail, EmailRequested.class, "r1", "challenge-of-r1");
        assertThat(header(mail, "ce_causationid")).isEqualTo("r1");
    }

    @Test
    void aRefusalIsItsOutcomeAndNothingElse() {
        given.decide(given.ask("r1"));

        Outbox outbox = Outbox.of(given.decide(given.ask("r2")).inOrder());

        assertThat(outbox.openings()).isEmpty();
        assertThat(outbox.announced())
                .singleElement()
                .satisfies(record -> assertIdentity(record, OtpRejected.class, "r2"));
    }

    /** Of what is no address, the beginning is told, in whole characters. */
    @Test
    void aRefusalOfAnOverlongAddressCanBeRead() {
        String cut = "a".repeat(253);
        Ask ask = given.ask("r1", cut + "\uD83D\uDC69@example.com");

        ProducerRecord<byte[], byte[]> told =
                Outbox.of(given.decide(ask).inOrder()).announced().getFirst();
        ConsumerRecord<byte[], byte[]> found = new ConsumerRecord<>(told.topic(), 0, 0, told.key(), told.value());
        told.headers().forEach(found.headers()::add);

        assertThat(EventCodec.decode(found))
                .isInstanceOfSatisfying(
                        Decoded.Read.class,
                        read -> assertThat(((OtpRejected) read.envelope().event()).email())
                                .isEqualTo(cut));
    }

    @Test
    void theSameDecisionMakesTheSameRecordsDownToTheByte() {
        Ask ask = given.ask("r1");
        Decided decided = (Decided) given.decide(ask).inOrder().getFirst();

        Outbox first = Outbox.of(List.of(decided));
        Outbox again = Outbox.of(List.of(new Repeated(ask, decided.answer(), true, false)));

        assertThat(texts(again.announced())).isEqualTo(texts(first.announced()));
        assertThat(texts(again.openings())).isEqualTo(texts(first.openings()));
    }

    @Test
    void aResendOpensItsChallengeAgainJustAsItWas() {
        Outbox first = Outbox.of(given.decide(given.ask("r1")).inOrder());
        given.later(Duration.ofSeconds(61));

        Outbox resend = Outbox.of(given.decide(given.ask("r2")).inOrder());

        assertThat(resend.openings()).singleElement().satisfies(record -> {
            assertIdentity(record, ChallengeOpened.class, "challenge-of-r1");
            assertThat(record.value()).isEqualTo(first.openings().getFirst().value());
        });
    }

    @Test
    void aRepeatedRequestHasItsOutcomeAgainAndNoMail() {
        Ask ask = given.ask("r1");
        Decided decided = (Decided) given.decide(ask).inOrder().getFirst();

        Outbox outbox = Outbox.of(List.of(new Repeated(ask, decided.answer(), false, false)));

        assertThat(outbox.openings()).isEmpty();
        assertThat(outbox.announced())
                .singleElement()
                .satisfies(record -> assertIdentity(record, OtpIssued.class, "r1", "challenge-of-r1"));
    }

    @Test
    void aChallengeThatWasReplacedSinceIsNotOpenedAgain() {
        Ask ask = given.ask("r1");
        Issued issued = (Issued) ((Decided) given.decide(ask).inOrder().getFirst()).answer();
        Standing gone = new Standing(0, issued.resendAt(), 0, false, null, null);
        Issued since = new Issued(
                issued.asked(),
                issued.decidedAt(),
                issued.challenge().with(gone),
                issued.recipient(),
                issued.locale(),
                issued.delivery(),
                issued.kind(),
                issued.resendAt());

        Outbox outbox = Outbox.of(List.of(new Repeated(ask, since, true, false)));

        assertThat(outbox.openings()).isEmpty();
        assertThat(outbox.announced()).hasSize(2);
    }

    @Test
    void twinsAreWrittenOnce() {
        Ask ask = given.ask("r1");
        Decided decided = (Decided) given.decide(ask).inOrder().getFirst();
        Decision twin = new Repeated(ask, decided.answer(), false, false);

        assertThat(Outbox.of(List.of(decided, twin, twin)).announced()).hasSize(2);
    }

    @Test
    void aTestAddressGetsNoMail() {
        Given tested = new Given().settings(Given.WITH_TEST_ADDRESS);
        Decided decided = (Decided)
                tested.decide(tested.ask("r1", Given.TEST_ADDRESS)).inOrder().getFirst();

        Outbox outbox = Outbox.of(List.of(decided));

        assertThat(outbox.announced())
                .singleElement()
                .satisfies(record -> assertIdentity(record, OtpIssued.class, "r1", "challenge-of-r1"));
        assertThat(texts(outbox.openings()))
                .singleElement()
                .asString()
                .contains("\"test\":true", "\"testGuess\":\"k1.")
                .doesNotContain(Given.TEST_CODE);
    }

    @Test
    void aSignupOfAVerifiedAddressIsToldOnce() {
        Given known = new Given().account("ada@example.com", "u-1", Given.NOW);
        Decided decided = (Decided) known.decide(known.signup(
                        "s1", new SignupRequested("acme", "ada@example.com", "u-2", null, null, null, null, null)))
                .inOrder()
                .getFirst();

        assertThat(Outbox.of(List.of(decided)).announced())
                .extracting(ProducerRecord::topic)
                .containsExactly(Topic.CHALLENGES.name(), Topic.EMAILS.name(), Topic.SIGNALS.name());
        assertThat(Outbox.of(List.of(new Repeated(decided.ask(), decided.answer(), false, true)))
                        .announced())
                .extracting(ProducerRecord::topic)
                .containsExactly(Topic.CHALLENGES.name());
    }

    @Test
    void whatIsForgottenIsNotToldAgain() {
        assertThat(Outbox.of(List.of(new Forgotten(given.ask("r1")))).announced())
                .isEmpty();
    }

    @Test
    void aConflictIsNoEvent() {
        Conflicting conflict = new Conflicting(given.ask("r1"));

        Outbox outbox = Outbox.of(List.of(conflict));

        assertThat(outbox.announced()).isEmpty();
        assertThat(outbox.conflicts()).containsExactly(conflict);
    }

    private static List<String> texts(List<ProducerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> record.topic() + record.headers() + new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static void assertIdentity(
            ProducerRecord<byte[], byte[]> record, Class<? extends Event> type, String... parts) {
        assertThat(header(record, "ce_type")).isEqualTo(EventTypes.nameOf(type));
        assertThat(header(record, "ce_id")).isEqualTo(EventId.of(type, parts));
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String key(ProducerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }
}
