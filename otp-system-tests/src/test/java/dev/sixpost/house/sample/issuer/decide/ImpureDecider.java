package dev.sixpost.house.sample.issuer.decide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** A core that reads a file, the clock and randomness. */
public final class ImpureDecider {
    private ImpureDecider() {}

    public static String decide(Path file) throws IOException {
        return Files.readString(file) + Instant.now() + UUID.randomUUID();
    }
}
