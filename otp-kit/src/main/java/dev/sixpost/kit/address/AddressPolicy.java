package dev.sixpost.kit.address;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.schemas.ApplicationConfigured;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which addresses an application takes: a pure function of its settings and the list of disposable domains. */
public final class AddressPolicy {
    private final DisposableDomains disposable;
    private final Set<String> own;

    /** @param own canonical addresses mail is sent from: mailing to them would go round in circles */
    public AddressPolicy(DisposableDomains disposable, Set<String> own) {
        this.disposable = disposable;
        this.own = Set.copyOf(own);
    }

    /** With {@code OTP_DISPOSABLE_DOMAINS}; the platform's sender is {@code SMTP_FROM_EMAIL}. */
    public static AddressPolicy from(Environment env) {
        DisposableDomains shipped = DisposableDomains.shipped();
        return new AddressPolicy(
                env.parsed("OTP_DISPOSABLE_DOMAINS", "", shipped::and, shipped),
                env.text("SMTP_FROM_EMAIL").flatMap(EmailAddress::parse).map(EmailAddress::canonical).stream()
                        .collect(Collectors.toSet()));
    }

    /** Why an address is not taken, by the name of the HTTP problem. */
    public enum Refusal {
        DOMAIN_NOT_ALLOWED("domain-not-allowed"),
        ADDRESS_NOT_ALLOWED("address-not-allowed");

        private final String problem;

        Refusal(String problem) {
            this.problem = problem;
        }

        public String problem() {
            return problem;
        }
    }

    /**
     * The first rule that is broken: {@code onlyDomains} names domains and not those below them, {@code blockedDomains}
     * and the disposable ones stand for those below them too.
     */
    public Optional<Refusal> refusal(EmailAddress address, ApplicationConfigured settings) {
        ApplicationConfigured.Emails rules = settings.emails();
        String domain = address.domain();
        boolean open = rules.onlyDomains().isEmpty()
                || rules.onlyDomains().stream().anyMatch(only -> domain.equals(ascii(only)));
        if (!open
                || isAtOrBelow(domain, rules.blockedDomains())
                || (rules.blockDisposable() && disposable.contain(domain))) {
            return Optional.of(Refusal.DOMAIN_NOT_ALLOWED);
        }
        boolean plus = address.local().indexOf('+') >= 0;
        return (plus && !rules.allowPlusAddressing()) || isOurs(address.canonical(), settings.sender())
                ? Optional.of(Refusal.ADDRESS_NOT_ALLOWED)
                : Optional.empty();
    }

    private boolean isOurs(String canonical, ApplicationConfigured.Sender sender) {
        String email = sender.email();
        return own.contains(canonical) || (email != null && EmailAddress.isCanonicalOf(canonical, email));
    }

    private static boolean isAtOrBelow(String domain, List<String> blocked) {
        return blocked.stream()
                .map(AddressPolicy::ascii)
                .anyMatch(one -> domain.equals(one) || domain.endsWith("." + one));
    }

    /** Of a domain in the settings; most are in ASCII, and lists may be long. */
    private static String ascii(String typed) {
        return typed.chars().allMatch(c -> c < 0x80)
                ? typed.toLowerCase(Locale.ROOT)
                : DomainName.toAscii(typed).orElse(typed);
    }
}
