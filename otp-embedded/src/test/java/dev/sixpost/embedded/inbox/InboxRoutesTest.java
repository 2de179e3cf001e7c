package dev.sixpost.embedded.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxRoutesTest {
    @TempDir
    Path folder;

    private MailStore store;
    private InboxRoutes routes;

    @BeforeEach
    void twoMails() throws Exception {
        store = MailStore.open(folder, InstantSource.system(), MailStore.KEPT);
        for (String subject : List.of("one", "two")) {
            store.add(
                    new Envelope("a@x.example", List.of("ida@y.example")),
                    "From: a@x.example\r\nSubject: " + subject + "\r\n\r\nHello\r\n");
        }
        Page page = new Page();
        routes = new InboxRoutes(store, page, new GalleryRoutes(Gallery.empty(), page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"IDs\":[]}"})
    void withoutIdentitiesEverythingGoes(String body) throws Exception {
        delete(body);

        assertThat(store.mails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"ids\":[\"x\"]}", "{\"IDs\":\"x\"}", "[]", "[\"x\"]", "\"x\"", "{"})
    void whatNamesMailsInAnotherWayDeletesNone(String body) throws Exception {
        delete(body);

        assertThat(store.mails()).hasSize(2);
    }

    @Test
    void oneThatIsNamedGoesAlone() throws Exception {
        StoredMail kept = store.mails().getFirst();
        delete("{\"IDs\":[\"" + store.mails().getLast().id() + "\"]}");

        assertThat(store.mails()).containsExactly(kept);
    }

    private void delete(String body) throws Exception {
        routes.answer("DELETE", "/api/v1/messages", Query.parse(""), body.getBytes(StandardCharsets.UTF_8));
    }
}
