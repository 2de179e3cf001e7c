package dev.sixpost.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** The arrows between the modules and what each may touch, for the packages below a root. */
final class HouseRules {
    /** What a module may use of the others. */
    private static final Map<String, List<String>> ARROWS = arrows();

    private static final List<String> SERVICES = List.of("gateway", "issuer", "mailer", "verifier");

    /** Packages that decide, and do nothing else. */
    static final List<String> CORES =
            List.of("issuer.decide", "verifier.fold", "gateway.form", "gateway.problem", "kit.address", "kit.brand");

    private static final String[] INPUT_AND_OUTPUT = {
        "java.io..",
        "java.nio.file..",
        "java.nio.channels..",
        "java.sql..",
        "javax.net..",
        "jakarta.mail..",
        "org.apache.kafka..",
        "org.jooq..",
        "org.slf4j..",
        "io.helidon..",
        "io.micrometer.."
    };

    /** Addresses and their notation are values; sockets and connections are not. */
    private static final DescribedPredicate<JavaClass> NETWORK = resideInAPackage("java.net..")
            .and(not(assignableTo(InetAddress.class)))
            .and(not(assignableTo(URI.class)))
            .and(not(assignableTo(URISyntaxException.class)));

    private final String root;

    HouseRules(String root) {
        this.root = root + ".";
    }

    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        ARROWS.forEach((module, uses) -> rules.put(module + " keeps to its arrows", arrowsOf(module, uses)));
        rules.put("schemas asks little of other teams", lean());
        rules.put("no service calls another one", noCalls());
        rules.put("the database is the issuer's", only("issuer", "java.sql..", "org.jooq..", "org.postgresql.."));
        rules.put("mail is the mailer's", only("mailer", "jakarta.mail..", "org.eclipse.angus..", "freemarker.."));
        rules.put("HTTP is the gateway's", only("gateway", "io.helidon.."));
        rules.put("the fold is the verifier's", only("verifier", "org.apache.kafka.streams.."));
        rules.put("cores do no input or output", pure());
        rules.put("cores read no clock and no randomness", timeless());
        rules.put("logging goes through SLF4J", slf4j());
        rules.put("services do not print", silent());
        rules.put("nobody sleeps", sleepless());
        rules.put("names say something", telling());
        rules.put("packages are null-marked", marked());
        return rules;
    }

    private static Map<String, List<String>> arrows() {
        Map<String, List<String>> arrows = new LinkedHashMap<>();
        arrows.put("schemas", List.of());
        arrows.put("embedded", List.of());
        arrows.put("kit", List.of("schemas"));
        for (String service : List.of("gateway", "issuer", "mailer", "verifier")) {
            arrows.put(service, List.of("schemas", "kit"));
        }
        return arrows;
    }

    private ArchRule arrowsOf(String module, List<String> uses) {
        DescribedPredicate<JavaClass> ours = resideInAPackage(root + ".");
        DescribedPredicate<JavaClass> allowed = resideInAPackage(packages(module));
        for (String use : uses) {
            allowed = allowed.or(resideInAPackage(packages(use)));
        }
        return noClasses()
                .that()
                .resideInAPackage(packages(module))
                .should()
                .dependOnClassesThat(ours.and(not(allowed)))
                .allowEmptyShould(true);
    }

    private ArchRule lean() {
        return noClasses()
                .that()
                .resideInAPackage(packages("schemas"))
                .should()
                .dependOnClassesThat(are(not(resideInAnyPackage(
                        packages("schemas"),
                        "java..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "org.apache.kafka.clients..",
                        "org.apache.kafka.common..",
                        "org.jspecify.annotations.."))))
                .allowEmptyShould(true);
    }

    private ArchRule noCalls() {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(SERVICES, "kit"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(URLConnection.class)
                .allowEmptyShould(true);
    }

    private ArchRule only(String owner, String... technology) {
        List<String> others = SERVICES.stream().filter(s -> !s.equals(owner)).toList();
        return noClasses()
                .that()
                .resideInAnyPackage(packages(others, "kit", "schemas"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(technology)
                .allowEmptyShould(true);
    }

    /** A list that comes with the product is read from it. */
    private ArchRule pure() {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(CORES))
                .and()
                .doNotHaveSimpleName("DisposableDomains")
                .should()
                .dependOnClassesThat(resideInAnyPackage(INPUT_AND_OUTPUT).or(NETWORK))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(InetAddress.class)))
                        .and(target(nameMatching("get.*By.*|.*LocalHost|isReachable"))))
                .allowEmptyShould(true);
    }

    private ArchRule timeless() {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(CORES))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .allowEmptyShould(true);
    }

    /** But for what hands the records of libraries on, and for what silences the one library that would log codes. */
    private ArchRule slf4j() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root + "kit.log..")
                .and()
                .doNotHaveSimpleName("StagedTransport")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "org.apache.log4j..")
                .allowEmptyShould(true);
    }

    private ArchRule silent() {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(SERVICES, "kit", "schemas", "embedded"))
                .should()
                .accessField(System.class, "out")
                .allowEmptyShould(true);
    }

    private static ArchRule sleepless() {
        return noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .allowEmptyShould(true);
    }

    private static ArchRule telling() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Util|Utils|Helper|Base)")
                .orShould()
                .haveNameMatching(".*[.$]Abstract[A-Z]\\w*")
                .allowEmptyShould(true);
    }

    private static ArchRule marked() {
        return noClasses().should(new InUnmarkedPackage()).allowEmptyShould(true);
    }

    private String packages(String module) {
        return root + module + "..";
    }

    private String[] packages(List<String> modules, String... more) {
        return Stream.concat(modules.stream(), Arrays.stream(more))
                .map(this::packages)
                .toArray(String[]::new);
    }
}
