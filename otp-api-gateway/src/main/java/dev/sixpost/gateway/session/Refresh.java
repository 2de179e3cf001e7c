package dev.sixpost.gateway.session;

import dev.sixpost.gateway.token.Session;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.SealedText;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.Purpose;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** What renews a session: readable by us alone, and of another form than a token, so that neither stands in for the other. */
record Refresh(Session session, Instant expiresAt) {
    record Form(
            String application,
            String id,
            String subject,
            String email,
            Purpose purpose,
            long verifiedAt,
            long expiresAt) {}

    String text(Keys keys) {
        Form form = new Form(
                session.application(),
                session.id(),
                session.subject(),
                session.email(),
                session.purpose(),
                session.verifiedAt().toEpochMilli(),
                expiresAt.toEpochMilli());
        return SealedText.seal(keys.current(), Json.STRICT.writeValueAsBytes(form));
    }

    /** Empty where no key of ours made it. */
    static Optional<Refresh> read(Keys keys, String text) {
        return SealedText.open(keys, text).flatMap(Refresh::parsed);
    }

    private static Optional<Refresh> parsed(byte[] json) {
        try {
            Form form = Json.LENIENT.readValue(json, Form.class);
            Session session = new Session(
                    form.application(),
                    form.id(),
                    form.subject(),
                    form.email(),
                    form.purpose(),
                    Instant.ofEpochMilli(form.verifiedAt()));
            return Optional.of(new Refresh(session, Instant.ofEpochMilli(form.expiresAt())));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
