package dev.sixpost.gateway.page;

import dev.sixpost.gateway.form.Locales;
import dev.sixpost.gateway.http.Query;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.kit.text.Messages;
import dev.sixpost.kit.text.Tag;
import dev.sixpost.kit.text.Texts;
import dev.sixpost.schemas.ApplicationConfigured;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** In which language somebody wants to read: {@code ?locale=}, then Accept-Language, then the application's. */
public final class Language {
    private final Messages messages;

    public Language(Messages messages) {
        this.messages = messages;
    }

    public Texts of(Request request, ApplicationConfigured application) {
        return messages.texts(wanted(request), application);
    }

    /** Where there is no application. */
    Texts of(Request request) {
        return messages.texts(wanted(request));
    }

    /** Of a mail: the one that is named, else the best of Accept-Language there are texts in; null for the application's. */
    public @Nullable String ofMail(Request request, @Nullable String named) {
        return named != null
                ? named
                : Locales.ranked(request.fields().all("accept-language")).stream()
                        .filter(messages::know)
                        .findFirst()
                        .orElse(null);
    }

    private static List<String> wanted(Request request) {
        Stream<String> asked = Query.parse(request.query()).first("locale").filter(Tag::isWellFormed).stream();
        return Stream.concat(asked, Locales.ranked(request.fields().all("accept-language")).stream())
                .toList();
    }
}
