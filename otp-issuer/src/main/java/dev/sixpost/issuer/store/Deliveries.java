package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.REQUEST;
import static org.jooq.impl.DSL.inline;

import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.issuer.store.Addresses.Barred;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.UpdateConditionStep;

/** What became of the mails, noted beside the requests. Sent and failed are final; a delay is news until then. */
final class Deliveries {
    private static final Wording NOTE = new Wording();
    private static final Wording NOTE_AND_TELL = new Wording();

    /** How long nothing goes to an address that a server has refused for good. */
    private static final Duration REFUSED_FOR = Duration.ofHours(1);

    private final Addresses addresses;

    Deliveries(Addresses addresses) {
        this.addresses = addresses;
    }

    void apply(Script script, List<DeliveryReport> reports) {
        if (reports.isEmpty()) {
            return;
        }
        Map<String, DeliveryReport> byRequest = new LinkedHashMap<>();
        for (DeliveryReport report : reports) {
            byRequest.merge(
                    report.delivery().requestId(),
                    report,
                    (before, after) -> before.state().equals(DeliveryReport.DELAYED) ? after : before);
        }
        Columns<DeliveryReport> k = new Columns<>(List.copyOf(byRequest.values()));
        Field<String> id = k.add(REQUEST.REQUEST_ID, r -> r.delivery().requestId());
        Field<String> challengeId =
                k.add(REQUEST.CHALLENGE_ID, r -> r.delivery().challengeId());
        Field<String> state = k.add(REQUEST.MAIL_STATE, DeliveryReport::state);
        var at = k.add(REQUEST.MAIL_AT, DeliveryReport::at);
        var reason = k.add(REQUEST.MAIL_REASON, DeliveryReport::reason);
        Supplier<UpdateConditionStep<Record>> note = () -> script.tx()
                .update(REQUEST)
                .set(REQUEST.MAIL_STATE, state)
                .set(REQUEST.MAIL_AT, at)
                .set(REQUEST.MAIL_REASON, reason)
                .from(k.table())
                .where(REQUEST.REQUEST_ID.eq(id))
                .and(REQUEST.CHALLENGE_ID.eq(challengeId))
                .and(REQUEST.MAIL_STATE.isNull().or(REQUEST.MAIL_STATE.eq(inline(DeliveryReport.DELAYED))));
        if (byRequest.values().stream().noneMatch(DeliveryReport::isRefusedForGood)) {
            script.write(NOTE, k, note);
            return;
        }
        Map<String, Mailbox> noted = new LinkedHashMap<>();
        script.read(
                NOTE_AND_TELL,
                k,
                () -> note.get().returning(REQUEST.REQUEST_ID, REQUEST.APPLICATION, REQUEST.EMAIL),
                rows -> rows.forEach(row -> noted.put(
                        row.get(REQUEST.REQUEST_ID),
                        new Mailbox(row.get(REQUEST.APPLICATION), row.get(REQUEST.EMAIL)))));
        script.run();
        addresses.refuse(script, refused(byRequest, noted));
    }

    private static Collection<Barred> refused(Map<String, DeliveryReport> byRequest, Map<String, Mailbox> noted) {
        Map<Mailbox, Barred> refused = new LinkedHashMap<>();
        noted.forEach((requestId, mailbox) -> {
            DeliveryReport report = byRequest.get(requestId);
            if (report != null && report.isRefusedForGood()) {
                Barred barred = new Barred(mailbox, report.at(), report.at().plus(REFUSED_FOR));
                refused.merge(mailbox, barred, Barred::or);
            }
        });
        return refused.values();
    }
}
