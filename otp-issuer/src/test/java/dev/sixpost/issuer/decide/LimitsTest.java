package dev.sixpost.issuer.decide;

import static dev.sixpost.issuer.decide.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.SignupRequested;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails per address, requests per client and per application, locks: what each refuses, for how long, and what it costs. */
class LimitsTest {
    private static final String NO_COOLDOWN = "\"purposes\":{\"login\":{\"resendAfter\":\"PT0S\"}}";

    private int requests;

    /** Hostile case H-93. */
    @Test
    void anAddressGetsItsMailsPerHourAndTheNextOneWhenTheFirstIsAnHourOld() {
        Given given = limited("\"perAddressPerHour\":3");
        for (int i = 0; i < 3; i++) {
            assertThat(ask(given, "ada@example.com", null)).isInstanceOf(Issued.class);
            given.later(Duration.ofMinutes(1));
        }

        assertThat(ask(given, "ada@example.com", null)).isEqualTo("rate-limited 3420");
        assertThat(ask(given, "bob@example.com", null)).isInstanceOf(Issued.class);
        given.later(Duration.ofSeconds(3419));
        assertThat(ask(given, "ada@example.com", null)).isEqualTo("rate-limited 1");
        given.later(Duration.ofSeconds(1));
        assertThat(ask(given, "ada@example.com", null)).isInstanceOf(Issued.class);
        assertThat(ask(given, "ada@example.com", null)).isEqualTo("rate-limited 60");
    }

    @Test
    void anAddressGetsItsMailsPerDay() {
        Given given = limited("\"perAddressPerHour\":2,\"perAddressPerDay\":3");
        ask(given, "ada@example.com", null);
        ask(given, "ada@example.com", null);
        given.later(Duration.ofHours(1));
        ask(given, "ada@example.com", null);

        assertThat(ask(given, "ada@example.com", null)).isEqualTo("rate-limited " + 23 * 3600);
    }

    /** Hostile case H-61: a tag makes another address. */
    @Test
    void countersAreOfTheFullCanonicalAddress() {
        Given given = limited("\"perAddressPerHour\":1");
        ask(given, "ada@example.com", null);

        assertThat(ask(given, "Ada@EXAMPLE.com", null)).isEqualTo("rate-limited 3600");
        assertThat(ask(given, "ada+tag@example.com", null)).isInstanceOf(Issued.class);
        assertThat(ask(given, "a.da@example.com", null)).isInstanceOf(Issued.class);
    }

    @Test
    void aRefusedRequestUsesUpNoMail() {
        Given given = limited("\"perAddressPerHour\":2");
        given.settings("{\"id\":\"acme\",\"name\":\"Acme\",\"limits\":{\"perAddressPerHour\":2}}");
        ask(given, "ada@example.com", null);
        for (int i = 0; i < 5; i++) {
            assertThat(ask(given, "ada@example.com", null)).isEqualTo("resend-cooldown 60");
        }
        given.later(Duration.ofSeconds(60));

        assertThat(ask(given, "ada@example.com", null)).isInstanceOf(Issued.class);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, ::ffff:192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8::1, 2001:0db8:0:0:ffff::2, true",
        "2001:db8::1, 2001:DB8:0:0::1, true",
        "2001:db8::1, 2001:db8:0:1::1, false",
        "192.0.2.1, no address, false",
        "no address, no address, false"
    })
    void aClientIsAnAddressOrItsNetworkHoweverItIsSpelled(String one, String other, boolean same) {
        Given given = limited("\"perIpPer5Minutes\":1");
        ask(given, "ada@example.com", one);

        Object answer = ask(given, "bob@example.com", other);

        assertThat(answer instanceof Issued).isEqualTo(!same);
    }

    @Test
    void aSignUpCountsForItsClientToo() {
        Given given = limited("\"perIpPer5Minutes\":2");
        ask(given, "ada@example.com", "192.0.2.1");

        assertThat(signup(given, "bob@example.com", "192.0.2.1")).isInstanceOf(Issued.class);
        assertThat(signup(given, "eve@example.com", "192.0.2.1")).isEqualTo("rate-limited 301");
        assertThat(signup(given, "eve@example.com", null)).isInstanceOf(Issued.class);
    }

    @Test
    void aClientIsFreeAgainWhenItsWindowHasPassed() {
        Given given = limited("\"perIpPer5Minutes\":2");
        ask(given, "a@example.com", "192.0.2.1");
        given.later(Duration.ofMinutes(4));
        ask(given, "b@example.com", "192.0.2.1");

        assertThat(ask(given, "c@example.com", "192.0.2.1")).isEqualTo("rate-limited 61");
        given.later(Duration.ofSeconds(61));
        assertThat(ask(given, "c@example.com", "192.0.2.1")).isInstanceOf(Issued.class);
    }

    /** Hostile case H-95, and what a refused request costs the others: nothing. */
    @Test
    void anApplicationAtItsLimitSlowsNoOther() {
        Given given = limited("\"perApplicationPerMinute\":5");
        given.settings("{\"id\":\"other\",\"name\":\"Other\"}");
        for (int i = 0; i < 5; i++) {
            ask(given, "user-" + i + "@example.com", "192.0.2.1");
        }

        assertThat(ask(given, "user-5@example.com", "192.0.2.9")).isEqualTo("rate-limited 61");
        assertThat(given.answer(given.ask("other", Given.request("other", Purpose.LOGIN, "user-5@example.com"), false)))
                .isInstanceOf(Issued.class);
    }

    @Test
    void aBatchCountsWithinItself() {
        Given given = limited("\"perAddressPerHour\":2");

        Decisions decisions = given.decide(given.ask("a"), given.ask("b"), given.ask("c"));

        assertThat(decisions.inOrder().stream()
                        .map(decision -> told(((Decision.Decided) decision).answer()) instanceof Issued))
                .containsExactly(true, true, false);
        assertThat(decisions.mailed().values())
                .singleElement()
                .extracting(Address::mails, InstanceOfAssertFactories.LIST)
                .hasSize(2);
    }

    @Test
    void aLockedAddressIsToldUntilWhen() {
        Given given = new Given().address("ada@example.com", NOW.plusSeconds(90), null);

        assertThat(ask(given, "ada@example.com", null)).isEqualTo("locked 90");
        given.later(Duration.ofSeconds(90));
        assertThat(ask(given, "ada@example.com", null)).isInstanceOf(Issued.class);
    }

    @Test
    void anAddressAServerHasRefusedGetsNoMailForAWhile() {
        Given given = new Given().address("ada@example.com", null, NOW.plusSeconds(90));

        assertThat(ask(given, "ada@example.com", null)).isEqualTo("address-not-allowed");
        given.later(Duration.ofSeconds(90));
        assertThat(ask(given, "ada@example.com", null)).isInstanceOf(Issued.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"emails\":{\"blockedDomains\":[\"example.com\"]}', domain-not-allowed",
        "'\"emails\":{\"onlyDomains\":[\"acme.example\"]}', domain-not-allowed",
        "'\"sender\":{\"email\":\"ADA@example.com\"}', address-not-allowed"
    })
    void anAddressTheSettingsForbidIsRefusedBeforeAnythingIsCounted(String settings, String reason) {
        Given given = new Given();
        given.settings("{\"id\":\"acme\",\"name\":\"Acme\"," + settings + "}");

        Decisions decisions = given.decide(given.ask("r"));

        assertThat(told(((Decision.Decided) decisions.inOrder().getFirst()).answer()))
                .isEqualTo(reason);
        assertThat(decisions.taken()).isEmpty();
        assertThat(decisions.mailed()).isEmpty();
    }

    /** Hostile case H-75. */
    @Test
    void thePlatformDoesNotMailToItself() {
        assertThat(ask(new Given(), "No-Reply@platform.example", null)).isEqualTo("address-not-allowed");
    }

    private static Given limited(String limits) {
        return new Given()
                .settings("{\"id\":\"acme\",\"name\":\"Acme\",\"limits\":{" + limits + "}," + NO_COOLDOWN + "}");
    }

    private Object ask(Given given, String email, @Nullable String clientIp) {
        OtpRequested wanted =
                new OtpRequested("acme", email, Purpose.LOGIN, null, null, null, clientIp, null, null, null);
        return told(given.answer(given.ask("r" + ++requests, wanted, false)));
    }

    private Object signup(Given given, String email, @Nullable String clientIp) {
        SignupRequested wanted = new SignupRequested("acme", email, null, null, null, null, clientIp, null);
        return told(given.answer(given.signup("s" + ++requests, wanted)));
    }

    private static Object told(Answer answer) {
        return switch (answer) {
            case Issued issued -> issued;
            case Rejected rejected ->
                rejected.retryAfterSeconds() == null
                        ? rejected.reason()
                        : rejected.reason() + " " + rejected.retryAfterSeconds();
        };
    }
}
