package dev.sixpost.issuer.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.schemas.SignupRequested;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sign-ups where the purpose is off: they name accounts, and mail nothing. */
class SignupsWithoutCodeTest {
    private static final String OFF = "\"purposes\":{\"signup\":{\"enabled\":false}}";

    private int signups;

    /** It was answered that no code is needed; nobody is told to repeat it. */
    @Test
    void oneThatIsReadLateIsKept() {
        Given given = off("{}");
        Ask late = signup(given, "ada@example.com", null);
        given.later(Duration.ofMinutes(11));

        Decisions decisions = given.decide(late);

        assertThat(decisions.signups()).hasSize(1);
        assertThat(reason(decisions)).isEqualTo("purpose-disabled");
    }

    @Test
    void theyCountForTheirClient() {
        Given given = off("{\"perIpPer5Minutes\":2}");
        given.decide(signup(given, "ada@example.com", "192.0.2.1"));
        given.decide(signup(given, "bob@example.com", "192.0.2.1"));

        Decisions third = given.decide(signup(given, "eve@example.com", "192.0.2.1"));

        assertThat(reason(third)).isEqualTo("rate-limited");
        assertThat(third.signups()).isEmpty();
        assertThat(given.decide(signup(given, "eve@example.com", "192.0.2.2")).signups())
                .hasSize(1);
    }

    /** Whoever moves over from another system writes them all at once. */
    @Test
    void theyCountForNoApplication() {
        Given given = off("{\"perApplicationPerMinute\":1}");

        Decisions decisions = given.decide(
                signup(given, "ada@example.com", null),
                signup(given, "bob@example.com", null),
                signup(given, "eve@example.com", null));

        assertThat(decisions.signups()).hasSize(3);
        assertThat(decisions.taken()).isEmpty();
    }

    @Test
    void anAddressThatMayNotBeUsedIsNotKept() {
        Given given = off("{}");

        Decisions decisions = given.decide(signup(given, "no-reply@platform.example", "192.0.2.1"));

        assertThat(reason(decisions)).isEqualTo("address-not-allowed");
        assertThat(decisions.signups()).isEmpty();
        assertThat(decisions.taken()).isEmpty();
    }

    private static Given off(String limits) {
        return new Given().settings("{\"id\":\"acme\",\"name\":\"Acme\",\"limits\":" + limits + "," + OFF + "}");
    }

    private Ask signup(Given given, String email, @Nullable String clientIp) {
        SignupRequested wanted = new SignupRequested("acme", email, null, null, null, null, clientIp, null);
        return given.signup("s" + ++signups, wanted);
    }

    private static String reason(Decisions decisions) {
        return Given.reason(((Decided) decisions.inOrder().getFirst()).answer());
    }
}
