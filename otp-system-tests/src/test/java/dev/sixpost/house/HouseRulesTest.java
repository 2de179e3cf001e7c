package dev.sixpost.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTest {
    private static final String ROOT = "dev.sixpost";
    private static final String SAMPLE = "dev.sixpost.house.sample";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/issuer/db/"))
            .importPackages(ROOT);
    private static final JavaClasses BAD = new ClassFileImporter().importPackages(SAMPLE);

    /** What the sample does not break, since it would have to be a second product. */
    private static final Set<String> NOT_IN_THE_SAMPLE = Set.of(
            "embedded keeps to its arrows",
            "kit keeps to its arrows",
            "issuer keeps to its arrows",
            "mailer keeps to its arrows",
            "verifier keeps to its arrows",
            "mail is the mailer's",
            "HTTP is the gateway's",
            "the fold is the verifier's");

    static Set<String> rules() {
        return new HouseRules(ROOT).all().keySet();
    }

    static Set<String> sampledRules() {
        Set<String> rules = new LinkedHashSet<>(rules());
        rules.removeAll(NOT_IN_THE_SAMPLE);
        return rules;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theProductKeepsTheRule(String name) {
        rule(ROOT, name).check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("sampledRules")
    void theRuleCatchesTheSampleThatBreaksIt(String name) {
        assertThat(rule(SAMPLE, name).evaluate(BAD).hasViolation()).isTrue();
    }

    @Test
    void everyModuleAndEveryCoreIsLookedAt() {
        for (String part : Stream.concat(
                        Stream.of("schemas", "kit", "embedded", "gateway", "issuer", "mailer", "verifier"),
                        HouseRules.CORES.stream())
                .toList()) {
            assertThat(PRODUCT.stream().filter(c -> (c.getPackageName() + ".").startsWith(ROOT + "." + part + ".")))
                    .as("classes in " + part)
                    .hasSizeGreaterThan(1);
        }
    }

    private static ArchRule rule(String root, String name) {
        ArchRule rule = new HouseRules(root).all().get(name);
        assertThat(rule).as(name).isNotNull();
        return rule;
    }
}
