package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.await;
import static dev.sixpost.gateway.Stage.issuing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that the gateway goes by, each changed on one instance while another one is called. */
class SettingsInForceIT {
    private static final String ID = "changing";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Gateway one = Stage.ONE;
    private final Gateway two = Stage.TWO;

    @BeforeEach
    void asByDefault() throws Exception {
        issuing();
        put("name: Changing\nlocale: fr");
        await(two, "/v1/" + ID, reply -> reply.text("locale").equals("fr"));
    }

    private void put(String yaml) throws Exception {
        Gateway.Reply reply = one.administer("PUT", "/" + ID, yaml, "Content-Type", "application/yaml");
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
    }

    private Gateway.Reply ask(String email) throws Exception {
        return two.post("/v1/" + ID + "/otp", "{\"email\":\"" + email + "\"}", "Origin", "https://acme.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enabled: false                               | a@example.com    | application-disabled",
                "purposes: {verify_email: {enabled: false}}   | a@example.com    | purpose-disabled",
                "callers: {requireKey: true}                  | a@example.com    | unknown-key",
                "emails: {onlyDomains: [acme.example]}        | a@example.com    | domain-not-allowed",
                "emails: {blockedDomains: [example.com]}      | a@example.com    | domain-not-allowed",
                "emails: {blockDisposable: true}              | a@mailinator.com | domain-not-allowed",
                "emails: {allowPlusAddressing: false}         | a+b@example.com  | address-not-allowed",
            })
    void whatIsForbiddenIsRefusedFromThenOnAndAllowedAgainAfterwards(String setting, String email, String problem)
            throws Exception {
        String open = "name: Changing\nweb: {allowedOrigins: [\"https://acme.example\"]}\n";
        assertThat(ask(email).text("type")).endsWith("/origin-not-allowed");
        put(open);
        awaitAnswer(email, "");
        put(open + setting);
        awaitAnswer(email, "/problems/" + problem);
        put(open);
        awaitAnswer(email, "");
    }

    /** Until the answer has the type of the problem, or none. */
    private void awaitAnswer(String email, String type) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Gateway.Reply reply = ask(email);
        while (!reply.text("type").equals(type) && System.nanoTime() < end) {
            Thread.onSpinWait();
            reply = ask(email);
        }
        assertThat(reply.text("type")).as(reply.http().body()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "enabled: false                                | /enabled                    | false",
                "locale: de                                    | /locale                     | de",
                "branding: {primaryColor: '#F9DB00'}           | /branding/primaryColor      | #F9DB00",
                "branding: {logoUrl: https://a.example/l.png}  | /branding/logoUrl           | https://a.example/l.png",
                "branding: {supportEmail: help@a.example}      | /branding/supportEmail      | help@a.example",
                "branding: {footer: Acme}                      | /branding/footer            | Acme",
                "purposes: {login: {enabled: false}}           | /purposes/login/enabled     | false",
                "purposes: {login: {codeLength: 8}}            | /purposes/login/codeLength  | 8",
                "purposes: {login: {ttl: PT5M}}                | /purposes/login/ttl         | PT5M",
                "purposes: {login: {maxAttempts: 3}}           | /purposes/login/maxAttempts | 3",
                "purposes: {login: {resendAfter: PT30S}}       | /purposes/login/resendAfter/0 | PT30S",
                "purposes: {login: {delivery: link}}           | /purposes/login/delivery    | link",
                "strings: {fr: {web.code.checking: Bonjour}}   | /strings/web.code.checking  | Bonjour",
            })
    void whatUserInterfacesReadIsWhatIsInForce(String setting, String pointer, String value) throws Exception {
        put("name: Changing\n" + (setting.startsWith("locale") ? "" : "locale: fr\n") + setting);

        Gateway.Reply reply = await(
                two,
                "/v1/" + ID,
                answer -> answer.body().at(pointer).asString("").equals(value));
        assertThat(reply.body().at(pointer).asString(""))
                .as(reply.http().body())
                .isEqualTo(value);
    }
}
