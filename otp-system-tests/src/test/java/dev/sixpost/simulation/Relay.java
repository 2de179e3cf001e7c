package dev.sixpost.simulation;

import dev.sixpost.mailer.MailerCore.Task;
import dev.sixpost.mailer.smtp.Verdict;
import dev.sixpost.schemas.EmailRequested;
import java.util.ArrayList;
import java.util.List;

/** The mail server: takes a mail, puts it off, refuses it, hangs up before its answer, or is not there. */
final class Relay {
    enum Mood {
        WELL,
        DEFERS,
        REFUSES,
        HANGS_UP,
        DOWN
    }

    /** A mail as it arrived. */
    record Mail(String eventId, EmailRequested request, String code, long at) {}

    private final World world;
    private final List<Mail> received = new ArrayList<>();
    Mood mood = Mood.WELL;

    Relay(World world) {
        this.world = world;
    }

    Verdict take(Task task, String code) {
        return switch (mood) {
            case WELL -> {
                receive(task, code);
                yield new Verdict.Sent(250);
            }
            case DEFERS -> new Verdict.Deferred(451);
            case REFUSES -> new Verdict.Rejected(550, false);
            case HANGS_UP -> {
                receive(task, code);
                world.excuse(task.eventId());
                yield new Verdict.RelayDown(null, true);
            }
            case DOWN -> new Verdict.RelayDown(null, false);
        };
    }

    private void receive(Task task, String code) {
        received.add(new Mail(task.eventId(), task.request(), code, world.broker.now()));
    }

    List<Mail> received() {
        return received;
    }
}
