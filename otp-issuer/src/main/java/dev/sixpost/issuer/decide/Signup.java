package dev.sixpost.issuer.decide;

import dev.sixpost.schemas.SignupRequested;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a sign-up said of an account that nobody has verified yet. */
public record Signup(
        Mailbox mailbox,
        @Nullable String accountId,
        @Nullable String name,
        @Nullable String locale,
        @Nullable Map<String, String> attributes,
        Instant at) {
    private static final String NAME = "name";

    static Signup of(Mailbox mailbox, SignupRequested event, Instant at) {
        return new Signup(mailbox, event.accountId(), event.name(), event.locale(), attributes(event), at);
    }

    Account account() {
        return new Account(accountId, null, locale, attributes);
    }

    /** The name is one of the attributes that travel on to whoever creates the account, unless there is one already. */
    private static @Nullable Map<String, String> attributes(SignupRequested event) {
        if (event.name() == null && event.attributes() == null) {
            return null;
        }
        Map<String, String> all = new HashMap<>();
        if (event.attributes() != null) {
            all.putAll(event.attributes());
        }
        if (event.name() != null) {
            all.putIfAbsent(NAME, event.name());
        }
        all.values().removeIf(Objects::isNull);
        return Map.copyOf(all);
    }

    /** Neither addresses nor what is known of people are for logs. */
    @Override
    public String toString() {
        return "Signup[" + mailbox + "]";
    }
}
