package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.mailer.mail.Samples;
import dev.sixpost.schemas.ApplicationConfigured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class NamedRelaysTest {

    @Test
    void whatAnApplicationNamesIsKnownWithinASecond() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        NamedRelays named = new NamedRelays(now::get);
        assertThat(named.test("acme")).isFalse();
        List<ApplicationConfigured> applications =
                new ArrayList<>(List.of(Samples.application("{\"id\":\"a\",\"name\":\"A\",\"smtp\":\"acme\"}")));
        named.follow(() -> applications);
        assertThat(named.test("acme")).isTrue();
        applications.add(Samples.application("{\"id\":\"b\",\"name\":\"B\",\"smtp\":\"beta\"}"));
        assertThat(named.test("beta")).isFalse();
        now.set(Instant.EPOCH.plusMillis(1_001));
        assertThat(named.test("beta")).isTrue();
        assertThat(named.test("default")).isFalse();
        applications.add(Samples.application("{\"id\":\"c\",\"name\":\"C\",\"smtp\":\"of_its_own\"}"));
        now.set(Instant.EPOCH.plusMillis(3_000));
        assertThat(named.test("of-its-own")).isTrue();
    }
}
