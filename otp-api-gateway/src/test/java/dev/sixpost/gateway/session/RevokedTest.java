package dev.sixpost.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.token.Session;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RevokedTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

    private final Revoked revoked = new Revoked(2);

    private static Session session(String id, Instant verifiedAt) {
        return new Session("shop", id, "s", "ada@example.com", Purpose.LOGIN, verifiedAt);
    }

    private boolean end(String id, Instant at, Instant until) {
        return revoked.add(id, at, until, at);
    }

    @Test
    void anEndIsRememberedUntilTheSessionWouldHaveEndedByItself() {
        end("a", AT, AT.plusSeconds(100));
        assertThat(revoked.has(session("a", AT))).isTrue();
        assertThat(revoked.has(session("b", AT))).isFalse();

        end("b", AT.plusSeconds(200), AT.plusSeconds(300));
        assertThat(revoked.size()).isEqualTo(1);
        end("c", AT.plusSeconds(200), AT.plusSeconds(199));
        assertThat(revoked.size()).isEqualTo(1);
    }

    @Test
    void anErasedAddressHasNoSessionOfBeforeAndMayBeginAnother() {
        String subject = Subject.of("shop", "ada@example.com");
        end(subject, AT.plusSeconds(10), AT.plusSeconds(1000));
        assertThat(revoked.has(session("a", AT.plusSeconds(9)))).isTrue();
        assertThat(revoked.has(session("b", AT.plusSeconds(10)))).isFalse();

        end(subject, AT.plusSeconds(20), AT.plusSeconds(1000));
        assertThat(revoked.has(session("b", AT.plusSeconds(10)))).isTrue();
        Session other = new Session("shop", "c", "s", "bob@example.com", Purpose.LOGIN, AT);
        assertThat(revoked.has(other)).isFalse();
    }

    @Test
    void whatIsForgottenForWantOfRoomFailsClosed() {
        assertThat(end("a", AT.plusSeconds(1), AT.plusSeconds(1000))).isFalse();
        assertThat(end("b", AT.plusSeconds(2), AT.plusSeconds(1000))).isFalse();
        assertThat(end("c", AT.plusSeconds(3), AT.plusSeconds(1000))).isTrue();

        assertThat(revoked.size()).isEqualTo(2);
        assertThat(revoked.has(session("a", AT))).isTrue();
        assertThat(revoked.has(session("d", AT))).isTrue();
        assertThat(revoked.has(session("d", AT.plusSeconds(1)))).isFalse();
    }
}
