package dev.sixpost.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Entropy;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** I15, I20: a repeated request is the same one, wherever it lands and whatever keys are there. */
class IdsTest {
    private static final Optional<String> KEY = Optional.of("key-1");
    private static final byte[] BODY = {'a'};
    private static final byte[] OTHER = {'b'};

    private final Ids one = new Ids(Entropy.secure());
    private final Ids two = new Ids(Entropy.secure());

    @Test
    void instancesThatShareNothingGiveARepeatedRequestOneIdentity() {
        assertThat(two.request("acme", KEY, BODY)).isEqualTo(one.request("acme", KEY, BODY));
        assertThat(two.signup("acme", KEY, BODY)).isEqualTo(one.signup("acme", KEY, BODY));
        assertThat(two.command("acme/login/a", KEY, "k1.g")).isEqualTo(one.command("acme/login/a", KEY, "k1.g"));
    }

    @Test
    void anotherBodyIsAnotherRequestUnderTheSameKeyAndAnotherApplicationsKeyIsAnother() {
        Ids.Identity first = one.request("acme", KEY, BODY);
        Ids.Identity other = one.request("acme", KEY, OTHER);

        assertThat(other.id()).isNotEqualTo(first.id());
        assertThat(other.idempotency()).isEqualTo(first.idempotency()).isNotEqualTo(first.id());
        assertThat(one.request("other", KEY, BODY).idempotency()).isNotEqualTo(first.idempotency());
        assertThat(one.signup("acme", KEY, BODY)).isNotEqualTo(first);
        assertThat(one.signup("acme", KEY, OTHER).idempotency())
                .isEqualTo(one.signup("acme", KEY, BODY).idempotency())
                .isNotEqualTo(one.signup("other", KEY, BODY).idempotency());
    }

    @Test
    void anotherGuessIsAnotherCommandUnderTheSameKeyAlsoWhereItIsAnotherOnlyByOurKey() {
        Ids.Identity first = one.command("acme/login/a", KEY, "k1.g");

        for (String guess : List.of("k1.h", "k2.g")) {
            Ids.Identity other = two.command("acme/login/a", KEY, guess);
            assertThat(other.id()).isNotEqualTo(first.id());
            assertThat(other.idempotency()).isEqualTo(first.idempotency());
        }
        assertThat(one.command("acme/signup/a", KEY, "k1.g").idempotency()).isNotEqualTo(first.idempotency());
    }

    @Test
    void withoutAKeyEveryRequestIsItsOwn() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ids.add(one.request("acme", Optional.empty(), BODY).id());
            ids.add(one.signup("acme", Optional.empty(), BODY).id());
            ids.add(one.command("acme", Optional.empty(), "k1.g").id());
        }
        assertThat(ids).hasSize(300).allMatch(id -> id.matches("[0-9a-f]{32}"));
        assertThat(one.request("acme", Optional.empty(), BODY).idempotency()).isNull();
    }
}
