package dev.sixpost.gateway.session;

import dev.sixpost.gateway.http.Fields;
import dev.sixpost.gateway.token.Session;
import dev.sixpost.gateway.token.Tokens;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.OtpVerified;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two cookies of a session: the token that backends read, and, where the application wants it, what renews it. An
 * application's settings count as they are now; a session of another application is none.
 */
public final class Sessions {
    /** Revocations are kept this long, so nothing that can be revoked lives longer. */
    static final Duration LONGEST = Duration.ofDays(31);

    /** A session that could be ended: its id, and until when that has to be remembered. */
    public record Known(String id, Instant until) {}

    private final Tokens tokens;
    private final Keys keys;

    public Sessions(Tokens tokens, Keys keys) {
        this.tokens = tokens;
        this.keys = keys;
    }

    /** What a verification sets; nothing where the application keeps no sessions for the purpose. */
    public List<String> begun(ApplicationConfigured application, OtpVerified verified) {
        ApplicationConfigured.Session policy = application.session();
        if (!policy.purposes().contains(verified.purpose())) {
            return List.of();
        }
        Session session = Session.of(verified);
        List<String> cookies = new ArrayList<>();
        cookies.add(sessionCookie(application, session, session.verifiedAt()));
        refreshTtl(policy).ifPresent(ttl -> {
            Refresh refresh = new Refresh(session, session.verifiedAt().plus(ttl));
            cookies.add(Cookie.set(refreshName(application.id()), refresh.text(keys), ttl));
        });
        return cookies;
    }

    /** The session whose renewal is asked for, where it may be renewed as far as the cookie and the settings tell. */
    public Optional<Session> renewable(ApplicationConfigured application, Fields fields, Instant now) {
        ApplicationConfigured.Session policy = application.session();
        return refresh(application.id(), fields, now)
                .filter(refresh -> policy.purposes().contains(refresh.session().purpose()))
                .map(Refresh::session)
                .filter(session -> refreshTtl(policy)
                        .filter(ttl -> now.isBefore(session.verifiedAt().plus(ttl)))
                        .isPresent());
    }

    /** What a renewal sets. */
    public String renewed(ApplicationConfigured application, Session session, Instant now) {
        return sessionCookie(application, session, now);
    }

    /** The session a browser has, by either cookie. */
    public Optional<Known> known(ApplicationConfigured application, Fields fields, Instant now) {
        return refresh(application.id(), fields, now)
                .map(refresh -> new Known(refresh.session().id(), refresh.expiresAt()))
                .or(() -> Cookie.read(fields, sessionName(application.id()))
                        .flatMap(token -> tokens.sessionIn(token, application.id(), now))
                        .map(id -> new Known(id, now.plus(LONGEST))));
    }

    /** What takes both cookies away. */
    public static List<String> ended(String application) {
        return List.of(Cookie.gone(sessionName(application)), Cookie.gone(refreshName(application)));
    }

    private Optional<Refresh> refresh(String application, Fields fields, Instant now) {
        return Cookie.read(fields, refreshName(application))
                .flatMap(text -> Refresh.read(keys, text))
                .filter(refresh -> refresh.session().application().equals(application))
                .filter(refresh -> now.isBefore(refresh.expiresAt()));
    }

    private String sessionCookie(ApplicationConfigured application, Session session, Instant from) {
        Duration ttl = application.session().ttl();
        return Cookie.set(sessionName(application.id()), tokens.of(session, from, ttl), ttl);
    }

    private static Optional<Duration> refreshTtl(ApplicationConfigured.Session policy) {
        return Optional.ofNullable(policy.refreshTtl()).map(ttl -> ttl.compareTo(LONGEST) > 0 ? LONGEST : ttl);
    }

    private static String sessionName(String application) {
        return "otp_session_" + application;
    }

    private static String refreshName(String application) {
        return "otp_refresh_" + application;
    }
}
