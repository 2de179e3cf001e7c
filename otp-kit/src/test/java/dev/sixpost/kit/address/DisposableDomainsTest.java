package dev.sixpost.kit.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisposableDomainsTest {
    private final DisposableDomains domains = DisposableDomains.shipped();

    @ParameterizedTest
    @CsvSource({
        "mailinator.com, true",
        "yopmail.com, true",
        "any.name.mailinator.com, true",
        "very-mailinator.com, false",
        "mailinator.com.example, false",
        "com, false",
        "gmail.com, false",
        "privaterelay.appleid.com, false",
        "example.com, false"
    })
    void aDomainStandsForThoseBelowIt(String domain, boolean listed) {
        assertThat(domains.contain(domain)).isEqualTo(listed);
    }

    @Test
    void anInstallationAddsAndTakesOff() {
        DisposableDomains own = domains.and("""
            # since the audit
            Bücher.example, throwaway.example
            !fine.mailinator.com   # ours
            """);

        assertThat(own.contain("xn--bcher-kva.example")).isTrue();
        assertThat(own.contain("x.throwaway.example")).isTrue();
        assertThat(own.contain("mailinator.com")).isTrue();
        assertThat(own.contain("fine.mailinator.com")).isFalse();
        assertThat(own.contain("very.fine.mailinator.com")).isFalse();
        assertThatThrownBy(() -> domains.and("not_a_domain"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("not_a_domain");
    }

    @Test
    void theListIsInTheFormItSays() throws IOException {
        List<String> lines;
        try (var found = DisposableDomains.class.getResourceAsStream("disposable-domains.txt")) {
            lines = new String(found.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }

        assertThat(lines).hasSizeGreaterThan(5_000).containsExactlyElementsOf(new TreeSet<>(lines));
        assertThat(lines)
                .allSatisfy(line -> assertThat(DomainName.toAscii(line)).isEqualTo(Optional.of(line)));
    }
}
