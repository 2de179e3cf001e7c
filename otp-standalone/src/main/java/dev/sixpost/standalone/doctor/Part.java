package dev.sixpost.standalone.doctor;

import dev.sixpost.gateway.GatewayService;
import dev.sixpost.issuer.IssuerService;
import dev.sixpost.kit.kafka.Access;
import dev.sixpost.mailer.MailerService;
import dev.sixpost.standalone.Failure;
import dev.sixpost.verifier.VerifierService;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The services, each of which may come to Kafka under a name and with rights of its own. */
enum Part {
    GATEWAY,
    ISSUER,
    VERIFIER,
    MAILER;

    Access access() {
        return switch (this) {
            case GATEWAY -> GatewayService.ACCESS;
            case ISSUER -> IssuerService.ACCESS;
            case VERIFIER -> VerifierService.ACCESS;
            case MAILER -> MailerService.ACCESS;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is named, or all. */
    static List<Part> chosen(Optional<String> named) {
        List<Part> all = List.of(values());
        List<Part> chosen = all.stream()
                .filter(part -> named.map(part.word()::equals).orElse(true))
                .toList();
        if (chosen.isEmpty()) {
            throw new Failure("--service is one of "
                    + Arrays.stream(values()).map(Part::word).collect(Collectors.joining(", ")) + ".");
        }
        return chosen;
    }
}
