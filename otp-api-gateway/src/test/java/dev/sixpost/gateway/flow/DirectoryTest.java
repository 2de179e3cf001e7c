package dev.sixpost.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Json;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private final ApplicationConfigured acme =
            ApplicationSettings.complete(Json.LENIENT.readTree("{\"id\":\"acme\",\"name\":\"Acme\"}"));
    private final AtomicBoolean read = new AtomicBoolean();
    private final Directory directory =
            new Directory(id -> Optional.of(acme).filter(known -> known.id().equals(id)), read::get);

    @Test
    void untilAllAreReadOneThatIsNotFoundMayExist() {
        assertThat(directory.find("acme")).contains(acme);
        assertUnavailable(() -> directory.find("other"));
        assertUnavailable(directory::requireComplete);

        read.set(true);

        assertThat(directory.find("acme")).contains(acme);
        assertThat(directory.find("other")).isEmpty();
        directory.requireComplete();
    }

    private static void assertUnavailable(ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.problem().type()).isEqualTo(ProblemType.UNAVAILABLE));
    }
}
