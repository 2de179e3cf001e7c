package dev.sixpost.kit.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AddressPolicyTest {
    private static final String TAKEN = "taken";
    private static final JsonMapper JSON = new JsonMapper();

    private final AddressPolicy policy =
            new AddressPolicy(DisposableDomains.shipped(), Set.of("no-reply@platform.example"));

    @ParameterizedTest(name = "{0} under {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ada@example.com           | {}                                        | taken",
                "ada+tag@example.com       | {}                                        | taken",
                "ada+tag@example.com       | {'allowPlusAddressing':false}             | address-not-allowed",
                "ada@x+y.example           | {'allowPlusAddressing':false}             | no address",
                "ada@acme.example          | {'onlyDomains':['acme.example']}          | taken",
                "ada@ACME.example          | {'onlyDomains':['Acme.Example']}          | taken",
                "ada@eu.acme.example       | {'onlyDomains':['acme.example']}          | domain-not-allowed",
                "ada@notacme.example       | {'onlyDomains':['acme.example']}          | domain-not-allowed",
                "ada@xn--bcher-kva.example | {'onlyDomains':['bücher.example']}        | taken",
                "ada@bücher.example        | {'onlyDomains':['xn--bcher-kva.example']} | taken",
                "ada@\u0430pple.com        | {'onlyDomains':['apple.com']}             | domain-not-allowed",
                "ada@spam.example          | {'blockedDomains':['spam.example']}       | domain-not-allowed",
                "ada@mx.spam.example       | {'blockedDomains':['spam.example']}       | domain-not-allowed",
                "ada@nospam.example        | {'blockedDomains':['spam.example']}       | taken",
                "ada@bücher.example        | {'blockedDomains':['BÜCHER.example']}     | domain-not-allowed",
                "ada@acme.example          | {'onlyDomains':['acme.example'],'blockedDomains':['acme.example']} |"
                        + " domain-not-allowed",
                "ada@mailinator.com        | {}                                        | taken",
                "ada@mailinator.com        | {'blockDisposable':true}                  | domain-not-allowed",
                "ada@a.mailinator.com      | {'blockDisposable':true}                  | domain-not-allowed",
                "ada+b@mailinator.com      | {'blockDisposable':true,'allowPlusAddressing':false} | domain-not-allowed",
                "Hello@mail.acme.example   | {}                                        | address-not-allowed",
                "hello@acme.example        | {}                                        | taken",
                "No-Reply@Platform.example | {}                                        | address-not-allowed"
            })
    void theFirstRuleThatIsBrokenIsTheReason(String typed, String rules, String expected) {
        assertThat(EmailAddress.parse(typed)
                        .map(address -> policy.refusal(address, settings(rules))
                                .map(AddressPolicy.Refusal::problem)
                                .orElse(TAKEN))
                        .orElse("no address"))
                .isEqualTo(expected);
    }

    private static ApplicationConfigured settings(String rules) {
        return ApplicationSettings.complete(JSON.readTree("""
            {"id":"acme","name":"Acme","sender":{"email":"hello@mail.acme.example"},"emails":%s}\
            """.formatted(rules.replace('\'', '"'))));
    }
}
