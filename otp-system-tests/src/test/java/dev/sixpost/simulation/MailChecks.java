package dev.sixpost.simulation;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Delivery;
import dev.sixpost.schemas.EmailDelayed;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Topic;
import dev.sixpost.simulation.Relay.Mail;
import dev.sixpost.simulation.Seen.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** I10, I11, I29 of mails: one per EmailRequested and no more than a crash excuses, in time, with a code that works. */
final class MailChecks {
    private final World world;
    private final Seen seen;

    MailChecks(World world, Seen seen) {
        this.world = world;
        this.seen = seen;
    }

    void check() {
        Set<String> wanted = new HashSet<>();
        seen.committed(Topic.EMAILS, EmailRequested.class).forEach(found -> wanted.add(found.id()));
        Map<String, List<Mail>> received = new HashMap<>();
        for (Mail mail : world.relay.received()) {
            received.computeIfAbsent(mail.eventId(), _ -> new ArrayList<>()).add(mail);
            inTime(mail);
        }
        received.forEach((event, copies) -> {
            if (!wanted.contains(event)) {
                world.violated("I10", "a mail nobody committed: " + event);
            }
            int allowed = 1 + world.excuses.getOrDefault(event, 0);
            if (copies.size() > allowed) {
                world.violated("I10", copies.size() + " copies of " + event + " where " + allowed + " are excused");
            }
            if (copies.stream().map(Mail::code).distinct().count() > 1) {
                world.violated("I10", "copies of " + event + " differ");
            }
        });
        everyMailHasAnEnd(wanted);
        codesWork();
    }

    private void inTime(Mail mail) {
        if (mail.at() >= mail.request().expiresAt().toEpochMilli()) {
            world.violated("I10", "mail of " + mail.eventId() + " after its expiry");
        }
    }

    /** Sent or failed, never silence. */
    private void everyMailHasAnEnd(Set<String> wanted) {
        Set<String> ended = new HashSet<>();
        for (Found<Delivery> found : seen.committed(Topic.DELIVERIES, Delivery.class)) {
            if (!(found.event() instanceof EmailDelayed)) {
                ended.add(found.event().requestId() + found.event().challengeId());
            }
        }
        for (Found<EmailRequested> found : seen.committed(Topic.EMAILS, EmailRequested.class)) {
            if (wanted.contains(found.id())
                    && !ended.contains(found.event().requestId() + found.event().challengeId())) {
                world.violated("I29", "nobody says what became of " + found.id());
            }
        }
    }

    /** The verifier knows the challenge before its mail is there; of one that was replaced meanwhile it may never hear. */
    private void codesWork() {
        Map<String, Found<ChallengeOpened>> openings = seen.openings();
        for (Mail mail : world.relay.received()) {
            String id = mail.request().challengeId();
            Found<ChallengeOpened> opening = openings.get(id);
            if ((opening == null || opening.time() > mail.at()) && !world.tables.isSuperseded(id)) {
                world.violated("I11", "the verifier did not know the challenge of " + mail.eventId());
            } else if (opening != null && !code(opening.event()).equals(mail.code())) {
                world.violated("I11", "another code than that of the challenge in " + mail.eventId());
            }
        }
    }

    static String code(ChallengeOpened opened) {
        return Derivation.code(
                World.KEYS.current(),
                Nonce.bytes(opened.nonce()),
                opened.application(),
                opened.purpose(),
                opened.email(),
                opened.codeLength());
    }
}
