package dev.sixpost.system;

import dev.sixpost.schemas.Envelope;
import java.util.List;
import java.util.Set;

/**
 * What clients were told and what the world saw.
 *
 * @param accepted ids of requests answered 201 or 202
 * @param verified challenges whose verification was answered 200
 * @param outcomes OtpIssued and OtpRejected, as a read_committed reader finds them
 * @param mailsWanted EmailRequested
 * @param mailsSettled EmailSent and EmailFailed
 * @param proven EmailVerified
 * @param mailsReceived a line per mail in the inbox: its Message-ID
 * @param deadLetters how many there are
 */
record History(
        Set<String> accepted,
        Set<String> verified,
        List<Envelope<?>> outcomes,
        List<Envelope<?>> mailsWanted,
        List<Envelope<?>> mailsSettled,
        List<Envelope<?>> proven,
        List<String> mailsReceived,
        int deadLetters) {}
