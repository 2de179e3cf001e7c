package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class OnceKnownTest {
    @Test
    void nothingIsTakenBeforeTheSettingsHaveBeenRead() throws Exception {
        AtomicBoolean known = new AtomicBoolean();
        AtomicInteger passes = new AtomicInteger();
        OnceKnown worker = new OnceKnown(_ -> known.get(), passes::incrementAndGet);

        worker.once();
        assertThat(passes).hasValue(0);

        known.set(true);
        worker.once();
        assertThat(passes).hasValue(1);
    }
}
