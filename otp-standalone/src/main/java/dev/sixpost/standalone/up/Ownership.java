package dev.sixpost.standalone.up;

import dev.sixpost.embedded.PrivateFiles;
import dev.sixpost.standalone.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whose a folder's {@code parts} (folders) and {@code secrets} (files) are: folders of any project may have such names. */
record Ownership(Path folder, List<String> parts, List<String> secrets) {
    /** A file that every stack holds open in its folder. */
    static final String LOCK = "lock";

    private static final String MARK = "sixpost-stack";
    private static final String MEANING = "What ./otp up keeps is beside this file, and ./otp up --fresh deletes it.\n";
    /** What Kafka and PostgreSQL write into a new part; a stack that is told of others elsewhere has one of them or none. */
    private static final List<String> FIRST_FILES = List.of("kafka/meta.properties", "postgres/cluster/PG_VERSION");

    Ownership {
        parts = List.copyOf(parts);
        secrets = List.copyOf(secrets);
    }

    /** Whether a stack left what is there under these names, or nothing is. */
    boolean isStacks() {
        return Files.isRegularFile(folder.resolve(MARK)) || looksLikeAStacks() || held().isEmpty();
    }

    /** Has no mark, as data of a version that left none, and what only a broker or a PostgreSQL beside a lock is. */
    private boolean looksLikeAStacks() {
        return Files.isRegularFile(folder.resolve(LOCK))
                && parts.stream().map(folder::resolve).allMatch(Files::isDirectory)
                && FIRST_FILES.stream().map(folder::resolve).anyMatch(Files::isRegularFile);
    }

    /** Those of the names under which there is something. */
    List<String> held() {
        return Stream.concat(
                        parts.stream().filter(part -> !isMissingOrEmpty(folder.resolve(part))),
                        secrets.stream()
                                .filter(secret -> Files.exists(folder.resolve(secret), LinkOption.NOFOLLOW_LINKS)))
                .toList();
    }

    private static boolean isMissingOrEmpty(Path part) {
        if (!Files.isDirectory(part)) {
            return !Files.exists(part, LinkOption.NOFOLLOW_LINKS);
        }
        try (Stream<Path> found = Files.list(part)) {
            return found.findAny().isEmpty();
        } catch (IOException e) {
            throw new Failure("The data folder " + part + " cannot be read; choose another --data.", e);
        }
    }

    /** From now on it is a stack's. */
    void mark() {
        PrivateFiles.readOrCreate(folder.resolve(MARK), () -> MEANING);
    }
}
