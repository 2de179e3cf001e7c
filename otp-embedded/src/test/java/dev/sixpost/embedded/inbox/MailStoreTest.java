package dev.sixpost.embedded.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailStoreTest {

    private static final InstantSource STOPPED = InstantSource.fixed(Instant.parse("2026-11-20T15:00:00Z"));
    private static final Envelope ENVELOPE = new Envelope("a@x.example", List.of("b@y.example"));

    @TempDir
    Path folder;

    @Test
    void keepsTheNewestInOrderAndFindsThemAgainAfterARestart() throws Exception {
        MailStore store = MailStore.open(folder, STOPPED, 3);
        for (int i = 1; i <= 5; i++) {
            store.add(ENVELOPE, "Subject: " + i + "\r\n\r\n");
        }
        assertThat(subjects(store)).containsExactly("5", "4", "3");
        assertThat(subjects(MailStore.open(folder, STOPPED, 2))).containsExactly("5", "4");
        assertThat(files(folder)).hasSize(2);
    }

    @Test
    void givesANewMailANewIdentityAlthoughTheClockWentBack() throws Exception {
        MailStore.open(folder, STOPPED, 3).add(ENVELOPE, "Subject: old\r\n\r\n");
        MailStore store = MailStore.open(folder, InstantSource.fixed(Instant.EPOCH), 3);
        store.add(ENVELOPE, "Subject: new\r\n\r\n");
        assertThat(subjects(store)).containsExactly("new", "old");
    }

    @Test
    void writesDownTheEnvelopeAndLeavesTheMailAsItCame() throws Exception {
        MailStore store = MailStore.open(folder, STOPPED, 3);
        String sent = "Subject: x\r\n\r\n\u00e4\r\n";
        StoredMail mail = store.add(ENVELOPE, sent);
        String trace = "Return-Path: <a@x.example>\r\nDelivered-To: b@y.example\r\n";
        assertThat(store.raw(mail)).hasValue((trace + sent).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(mail.created()).isEqualTo(STOPPED.instant());
    }

    @Test
    void letsNobodyElseReadTheFilesAndDropsHalfWrittenOnes() throws Exception {
        MailStore.open(folder.resolve("inbox"), STOPPED, 3).add(ENVELOPE, "\r\n");
        assertThat(Files.getPosixFilePermissions(folder.resolve("inbox")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        Path file = files(folder.resolve("inbox")).getFirst();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Path half = Files.writeString(folder.resolve("inbox").resolve("0000000000000009.part"), "half");
        assertThat(MailStore.open(folder.resolve("inbox"), STOPPED, 3).mails()).hasSize(1);
        assertThat(half).doesNotExist();
    }

    @Test
    void forgetsWhatIsDeletedOnDiskToo() throws Exception {
        MailStore store = MailStore.open(folder, STOPPED, 3);
        StoredMail first = store.add(ENVELOPE, "Subject: 1\r\n\r\n");
        store.add(ENVELOPE, "Subject: 2\r\n\r\n");
        store.delete(first.id());
        store.delete("../../etc/passwd");
        assertThat(subjects(store)).containsExactly("2");
        store.deleteAll();
        assertThat(files(folder)).isEmpty();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var found = Files.list(folder)) {
            return found.toList();
        }
    }

    private static List<String> subjects(MailStore store) {
        return store.mails().stream().map(StoredMail::subject).toList();
    }
}
