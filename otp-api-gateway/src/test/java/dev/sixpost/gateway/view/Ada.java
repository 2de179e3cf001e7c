package dev.sixpost.gateway.view;

import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import java.time.Instant;

/** Events about one person. */
final class Ada {
    static final Instant T = Instant.parse("2026-11-20T10:00:00Z");
    static final String APP = "acme";
    static final String EMAIL = "ada@example.com";
    static final String SUBJECT = Subject.of(APP, EMAIL);

    private Ada() {}

    static OtpIssued issued(String requestId, String challengeId, boolean resend) {
        return issued(APP, EMAIL, requestId, challengeId, resend);
    }

    static OtpIssued issued(String app, String email, String requestId, String challengeId, boolean resend) {
        return new OtpIssued(
                app,
                email,
                Purpose.SIGNUP,
                requestId,
                challengeId,
                T.plusSeconds(600),
                null,
                T.plusSeconds(60),
                6,
                5,
                resend);
    }

    static OtpRefused incorrect(String challengeId, int left) {
        return new OtpRefused(APP, EMAIL, Purpose.SIGNUP, challengeId, "code-incorrect", left, null);
    }

    static OtpVerified verified(String challengeId) {
        return new OtpVerified(
                APP,
                EMAIL,
                Purpose.SIGNUP,
                challengeId,
                "r1",
                null,
                T.plusSeconds(30),
                dev.sixpost.schemas.Method.CODE);
    }

    static EmailSent sent(String requestId, String challengeId) {
        return new EmailSent(APP, challengeId, requestId, "default", 250, "m");
    }

    static RequestState asked(String app, String email) {
        return new RequestState(app, Subject.of(app, email), Purpose.SIGNUP, "a•••@example.com");
    }
}
