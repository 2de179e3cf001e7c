package dev.sixpost.embedded.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One file per mail, only its owner can read it; the newest {@value #KEPT} are kept. The index is in memory. */
final class MailStore {

    static final int KEPT = 10_000;

    private static final String SUFFIX = ".eml";

    private final Path folder;
    private final InstantSource clock;
    private final int kept;
    private final ConcurrentSkipListMap<String, StoredMail> index = new ConcurrentSkipListMap<>();
    private final List<Consumer<StoredMail>> listeners = new CopyOnWriteArrayList<>();
    private long lastId;

    private MailStore(Path folder, InstantSource clock, int kept) {
        this.folder = folder;
        this.clock = clock;
        this.kept = kept;
    }

    /** Reads what earlier processes stored. */
    static MailStore open(Path folder, InstantSource clock, int kept) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(folder.toAbsolutePath(), owner);
        var store = new MailStore(folder, clock, kept);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{eml,part}")) {
            for (Path file : files) {
                store.readAtStart(file);
            }
        }
        store.forgetOldest();
        return store;
    }

    private void readAtStart(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.matches("[0-9]{16}\\.eml")) {
            Files.deleteIfExists(file);
            return;
        }
        String id = name.substring(0, name.length() - SUFFIX.length());
        index.put(id, MailParser.index(id, Files.readAllBytes(file)));
        lastId = Math.max(lastId, Long.parseLong(id));
    }

    /**
     * In its file when this returns, and so survives the death of the process, though not that of the machine.
     *
     * @param content an octet per character
     */
    StoredMail add(Envelope envelope, String content) throws IOException {
        String id = nextId();
        byte[] raw = delivered(envelope, content);
        write(id, raw);
        StoredMail mail = MailParser.index(id, raw);
        index.put(id, mail);
        forgetOldest();
        listeners.forEach(listener -> listener.accept(mail));
        return mail;
    }

    private synchronized String nextId() {
        lastId = Math.max(lastId + 1, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
        return String.format(Locale.ROOT, "%016d", lastId);
    }

    /** As a mail server delivers it: who it was from and for, then what was sent, unchanged. */
    private static byte[] delivered(Envelope envelope, String content) {
        var trace = new StringBuilder("Return-Path: <" + envelope.from() + ">\r\n");
        envelope.recipients()
                .forEach(recipient ->
                        trace.append("Delivered-To: ").append(recipient).append("\r\n"));
        return trace.append(content).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void write(String id, byte[] raw) throws IOException {
        Path part = folder.resolve(id + ".part");
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(part, options, owner)) {
            ByteBuffer rest = ByteBuffer.wrap(raw);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
        Files.move(part, file(id), StandardCopyOption.ATOMIC_MOVE);
    }

    private synchronized void forgetOldest() throws IOException {
        while (index.size() > kept) {
            delete(index.firstKey());
        }
    }

    /** Newest first. */
    List<StoredMail> mails() {
        return List.copyOf(index.descendingMap().values());
    }

    Optional<StoredMail> find(String id) {
        return Optional.ofNullable(index.get(id));
    }

    /** The mail as a file; nothing where it was deleted meanwhile. */
    Optional<byte[]> raw(StoredMail mail) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file(mail.id())));
        } catch (NoSuchFileException deleted) {
            return Optional.empty();
        }
    }

    void delete(String id) throws IOException {
        if (index.remove(id) != null) {
            Files.deleteIfExists(file(id));
        }
    }

    void deleteAll() throws IOException {
        for (String id : List.copyOf(index.keySet())) {
            delete(id);
        }
    }

    /** Told of every mail that is stored from now on, until the answer is closed. */
    Subscription listen(Consumer<StoredMail> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends with {@link #close()}. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private Path file(String id) {
        return folder.resolve(id + SUFFIX);
    }
}
