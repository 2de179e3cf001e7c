package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.REQUEST;

import dev.sixpost.issuer.decide.Answer;
import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.issuer.decide.Asked;
import dev.sixpost.issuer.decide.Position;
import dev.sixpost.issuer.decide.Slot;
import dev.sixpost.issuer.decide.Source;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.MailKind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** An answer as a row of the ledger and back. */
final class AnswerRow {
    private AnswerRow() {}

    static Asked readAsked(Record row) {
        return new Asked(
                row.get(REQUEST.REQUEST_ID),
                new Position(
                        row.get(REQUEST.FROM_SIGNUP) ? Source.SIGNUPS : Source.REQUESTS,
                        row.get(REQUEST.SOURCE_PARTITION),
                        row.get(REQUEST.SOURCE_OFFSET)),
                row.get(REQUEST.ASKED_AT),
                Slot.of(
                        row.get(REQUEST.APPLICATION),
                        row.get(REQUEST.EMAIL),
                        ChallengeRow.purpose(row.get(REQUEST.PURPOSE))),
                row.get(REQUEST.IDEMPOTENCY));
    }

    /** Of a row that was joined with its challenge. */
    static Answer read(Record row) {
        String reason = row.get(REQUEST.REASON);
        if (reason != null) {
            return new Rejected(
                    readAsked(row), row.get(REQUEST.DECIDED_AT), reason, row.get(REQUEST.RETRY_AFTER_SECONDS));
        }
        return new Issued(
                readAsked(row),
                row.get(REQUEST.DECIDED_AT),
                ChallengeRow.read(row),
                row.get(REQUEST.RECIPIENT),
                row.get(REQUEST.LOCALE),
                DeliveryForm.ofWire(row.get(REQUEST.DELIVERY))
                        .orElseThrow(() -> new IllegalStateException("a row with a delivery that does not exist")),
                MailKind.valueOf(row.get(REQUEST.MAIL_KIND).toUpperCase(Locale.ROOT)),
                row.get(REQUEST.RESEND_AT));
    }

    static Columns<Answer> columns(List<Answer> answers) {
        Map<String, String> holders = holders(answers);
        Columns<Answer> k = new Columns<>(answers);
        k.add(REQUEST.REQUEST_ID, a -> a.asked().requestId());
        k.add(REQUEST.FROM_SIGNUP, a -> a.asked().position().source() == Source.SIGNUPS);
        k.add(REQUEST.SOURCE_PARTITION, a -> a.asked().position().partition());
        k.add(REQUEST.SOURCE_OFFSET, a -> a.asked().position().offset());
        k.add(REQUEST.ASKED_AT, a -> a.asked().askedAt());
        k.add(REQUEST.DECIDED_AT, Answer::decidedAt);
        k.add(REQUEST.APPLICATION, a -> a.asked().slot().application());
        k.add(REQUEST.EMAIL, a -> a.asked().slot().email());
        k.add(REQUEST.PURPOSE, a -> a.asked().slot().purpose().wire());
        k.add(REQUEST.IDEMPOTENCY, a -> holders.get(a.asked().requestId()));
        k.add(REQUEST.REASON, a -> ofRejected(a, Rejected::reason));
        k.add(REQUEST.RETRY_AFTER_SECONDS, a -> ofRejected(a, Rejected::retryAfterSeconds));
        k.add(
                REQUEST.CHALLENGE_ID,
                a -> ofIssued(a, issued -> issued.challenge().id()));
        k.add(REQUEST.RECIPIENT, a -> ofIssued(a, Issued::recipient));
        k.add(REQUEST.LOCALE, a -> ofIssued(a, Issued::locale));
        k.add(REQUEST.DELIVERY, a -> ofIssued(a, issued -> issued.delivery().wire()));
        k.add(REQUEST.MAIL_KIND, a -> ofIssued(a, issued -> issued.kind().name().toLowerCase(Locale.ROOT)));
        k.add(REQUEST.RESEND_AT, a -> ofIssued(a, Issued::resendAt));
        return k;
    }

    /** By request id the key it holds: a backlog may span a key's time, and then the last request holds it. */
    private static Map<String, String> holders(List<Answer> answers) {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (Answer answer : answers) {
            String key = answer.asked().idempotency();
            if (key != null) {
                byKey.put(key, answer.asked().requestId());
            }
        }
        Map<String, String> byRequest = new HashMap<>();
        byKey.forEach((key, requestId) -> byRequest.put(requestId, key));
        return byRequest;
    }

    private static <T> @Nullable T ofIssued(Answer answer, Function<Issued, T> member) {
        return answer instanceof Issued issued ? member.apply(issued) : null;
    }

    private static <T> @Nullable T ofRejected(Answer answer, Function<Rejected, @Nullable T> member) {
        return answer instanceof Rejected rejected ? member.apply(rejected) : null;
    }
}
