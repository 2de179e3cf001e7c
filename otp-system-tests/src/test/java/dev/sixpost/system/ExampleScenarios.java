package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Topic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example applications from request to proof, each with what makes it another one. */
abstract class ExampleScenarios {
    abstract ChangingStack running();

    private Person person(String application, String email) {
        return new Person(running().stack, application, email);
    }

    @ParameterizedTest
    @CsvSource({
        "builder, ann@builder.example, 600, 5",
        "acme-chat, ann@acme.example, 600, 5",
        "campus, ann@campus.example, 300, 3",
        "dashboard, ann@dashboard.example, 300, 3",
        "point-of-sale, ann@shop.example, 120, 3"
    })
    void eachExampleGoesFromRequestToProof(String id, String email, long seconds, int attempts) throws IOException {
        Person person = person(id, email);

        Http.Answer asked = person.ask("signup");
        assertThat(asked.status()).as(asked.raw().body()).isEqualTo(201);
        assertThat(asked.body().path("attemptsRemaining").asInt()).isEqualTo(attempts);
        assertThat(untilOf(asked, "expiresAt")).isBetween(seconds - 30, seconds);
        assertThat(untilOf(asked, "resendAt")).isBetween(30L, 60L);
        assertThat(proven(person, "signup", 1).text("token").split("\\.")).hasSize(3);
    }

    @Test
    void theBuildersLinkLivesForAnHourAndProves() throws IOException {
        Person ben = person("builder", "ben@builder.example");
        assertThat(ben.ask("signup").status()).isEqualTo(201);

        assertThat(linkLife(ben)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
        assertThat(ben.verifyByLink(ben.mail(1).linkToken().orElseThrow()).status())
                .isEqualTo(200);
        assertThat(proof(ben, Purpose.SIGNUP).method()).isEqualTo(Method.LINK);
    }

    @Test
    void theSignUpOfTheBuilderIsSwitchedOffAndOnWhileItRuns() throws IOException {
        Path file = Administrator.example("builder.yaml");
        Person late = person("builder", "late@builder.example");
        String off = Files.readString(file).replace("enabled: true", "enabled: false");
        assertThat(off).contains("enabled: false");

        running().administrator.apply("builder", off);
        assertThat(late.ask("signup").text("type")).endsWith("/purpose-disabled");
        assertThat(late.signUp(Map.of()).body().path("requiresOtp").asBoolean(true))
                .isFalse();
        running().administrator.apply("builder", file);
        assertThat(person("builder", "later@builder.example").ask("signup").status())
                .isEqualTo(201);
    }

    @Test
    void theMarketingSiteSignsPeopleUpForTheBuilderAndAForeignPageDoesNot() throws IOException {
        URI signups = running().stack.gateway().resolve("/v1/builder/signups");
        Person eve = person("builder", "eve@builder.example");
        Map<String, String> body = Map.of("email", eve.email());

        Http.Answer signed = Http.post(signups, body, "Origin", "https://www.builder-marketing.example");
        assertThat(signed.status()).isEqualTo(202);
        assertThat(signed.body().path("requiresOtp").asBoolean()).isTrue();
        assertThat(Http.post(signups, body, "Origin", "https://evil.example").text("type"))
                .endsWith("/origin-not-allowed");
        assertThat(proven(eve, "signup", 1).status()).isEqualTo(200);
    }

    @Test
    void theFormOfTheMarketingSiteGoesOnToThePageThatTakesItsCode() throws IOException {
        String form = Files.readString(Administrator.example("marketing-site.html"));
        Matcher welcome = Pattern.compile("WELCOME = '(.+)'").matcher(form);
        assertThat(welcome.find()).isTrue();
        assertThat(form)
                .contains("/builder/verify?${typing(email)}", "{ purpose: 'signup', redirect: WELCOME, email }");

        assertThat(Http.get(running()
                                .stack
                                .gateway()
                                .resolve("/builder/verify?purpose=signup&redirect=" + welcome.group(1)))
                        .raw()
                        .body())
                .contains("data-purpose=\"signup\"", "data-target=\"" + welcome.group(1) + "\"");
    }

    @Test
    void everyCustomerOfTheChatHasItsOwnSenderLanguageHostAndPageToLogIn() throws IOException {
        Person cy = person("acme-chat", "cy@acme.example");
        assertThat(cy.ask("signup").status()).isEqualTo(201);

        Mail mail = cy.mail(1);
        assertThat(mail.header("From")).contains("Acme Chat", "hello@mail.acme.example");
        assertThat(mail.header("Reply-To")).contains("help@acme.example");
        assertThat(mail.subject()).contains("Acme Chat");
        assertThat(mail.text()).contains("10 Minuten", "Acme GmbH, Bremen");
        assertThat(mail.page()).hasValue("https://chat.acme.example/acme-chat/confirm");
        assertThat(linkLife(cy)).isBetween(Duration.ofDays(30).minusMinutes(1), Duration.ofDays(30));
        assertThat(Http.get(running().stack.gateway().resolve("/acme-chat/verify?purpose=signup"))
                        .raw()
                        .body())
                .contains("lang=\"de\"", "data-target=\"https://chat.acme.example/login\"");
    }

    @Test
    void onlyAddressesOfTheCustomersDomainSignUpForItsChat() throws IOException {
        assertThat(person("acme-chat", "ann@gmail.example").ask("signup").text("type"))
                .endsWith("/domain-not-allowed");
    }

    @Test
    void whatACampusSignUpSaysIsHandedToWhoeverCreatesTheAccount() throws IOException {
        Person dee = person("campus", "dee@campus.example");
        Map<String, String> attributes = Map.of("mobile", "+49 170 5550100", "userType", "student");
        assertThat(dee.signUp(Map.of("name", "Dee", "attributes", attributes)).status())
                .isEqualTo(202);

        proven(dee, "signup", 1);
        assertThat(proof(dee, Purpose.SIGNUP).attributes())
                .isEqualTo(Map.of("name", "Dee", "mobile", "+49 170 5550100", "userType", "student"));
    }

    @Test
    void theDashboardLetsKnownAccountsInForSevenDaysAndTellsWhoAskedFromWhere() throws IOException {
        Person ghost = person("dashboard", "ghost@dashboard.example");
        assertThat(ghost.ask("login").status()).isEqualTo(201);
        assertThat(ghost.mail(1).code()).isEmpty();
        Person flo = person("dashboard", "flo@dashboard.example");
        assertThat(flo.signUp(Map.of("accountId", "flo-1")).status()).isEqualTo(202);
        proven(flo, "signup", 1);

        URI otp = running().stack.gateway().resolve("/v1/dashboard/otp");
        assertThat(Http.post(otp, Map.of("email", flo.email(), "purpose", "login"), "User-Agent", "Dashboard/1.0")
                        .status())
                .isEqualTo(201);
        assertThat(Cookies.set(proven(flo, "login", 2)))
                .containsExactly(Map.entry("otp_session_dashboard", Duration.ofDays(7)));
        OtpRequested told = (OtpRequested) running()
                .topics
                .awaitEvent(Topic.REQUESTS, OtpRequested.class, e -> "Dashboard/1.0".equals(e.userAgent()))
                .event();
        assertThat(told.email()).isEqualTo(flo.email());
        assertThat(told.clientIp()).isEqualTo("127.0.0.1");
        assertThat(proof(flo, Purpose.LOGIN).accountId()).isEqualTo("flo-1");
    }

    @Test
    void thePointOfSaleRevealsAccountsKeepsSessionsAndHandsTheAccountOfAResetOn() throws IOException {
        Person sid = person("point-of-sale", "sid@shop.example");
        for (String purpose : List.of("login", "forgot_password", "verify_email")) {
            assertThat(sid.ask(purpose).text("type")).as(purpose).endsWith("/unknown-account");
        }
        assertThat(sid.signUp(Map.of("accountId", "staff-7")).status()).isEqualTo(202);
        assertThat(Cookies.set(proven(sid, "signup", 1))).hasSize(2);
        int mails = 1;
        for (String purpose : List.of("login", "verify_email")) {
            assertThat(sid.ask(purpose).status()).as(purpose).isEqualTo(201);
            mails++;
            Http.Answer verified = proven(sid, purpose, mails);
            assertThat(Cookies.set(verified))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "otp_session_point-of-sale", Duration.ofHours(12),
                            "otp_refresh_point-of-sale", Duration.ofDays(30)));
            assertThat(Cookies.refresh(running().stack, "point-of-sale", verified)
                            .status())
                    .isEqualTo(204);
        }
        assertThat(sid.ask("forgot_password").status()).isEqualTo(201);
        Http.Answer reset = proven(sid, "forgot_password", mails + 1);
        assertThat(Cookies.set(reset)).isEmpty();
        assertThat(reset.text("accountId")).isEqualTo("staff-7");
        assertThat(proof(sid, Purpose.FORGOT_PASSWORD).accountId()).isEqualTo("staff-7");
        assertThat(sid.ask("signup").text("type")).endsWith("/already-registered");
    }

    /** Verified with the code of the n-th mail. */
    private static Http.Answer proven(Person person, String purpose, int mail) throws IOException {
        Http.Answer verified = person.verify(purpose, person.codeOfMail(mail));
        assertThat(verified.status()).as(verified.raw().body()).isEqualTo(200);
        return verified;
    }

    private EmailVerified proof(Person person, Purpose purpose) {
        return (EmailVerified) running()
                .topics
                .awaitEvent(
                        Topic.EMAIL_VERIFIED,
                        EmailVerified.class,
                        e -> e.email().equals(person.email()) && e.purpose() == purpose)
                .event();
    }

    private Duration linkLife(Person person) {
        OtpIssued issued = (OtpIssued) running()
                .topics
                .awaitEvent(Topic.CHALLENGES, OtpIssued.class, e -> e.email().equals(person.email()))
                .event();
        Instant end = issued.linkExpiresAt();
        assertThat(end).isNotNull();
        return Duration.between(Instant.now(), end);
    }

    /** In whole seconds, rounded. */
    private static long untilOf(Http.Answer answer, String member) {
        return Math.round(Duration.between(Instant.now(), Instant.parse(answer.text(member)))
                        .toMillis()
                / 1e3);
    }
}
